import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JInternalFrame;
import javax.swing.JTabbedPane;
import javax.swing.JTextField;
import javax.swing.JToolTip;
import javax.swing.JTree;
import javax.swing.SwingUtilities;
import javax.swing.tree.TreePath;

/**
 * Takes pictures of what an operator sees in JConsole: runs the real program in this JVM, with a display, and uses its windows as a
 * person would. See README.md beside it.
 */
public final class LookAtJConsole {

    private static final long PATIENCE_MILLIS = 120_000;
    private static final Rectangle WINDOW = new Rectangle(0, 0, 1100, 640);

    private final Path folder;
    private final Robot robot;

    private LookAtJConsole(Path folder) throws AWTException {
        this.folder = folder;
        robot = new Robot();
    }

    /** @param arguments the process to connect to, and the folder for the pictures */
    public static void main(String[] arguments) throws Exception {
        Class.forName("sun.tools.jconsole.JConsole").getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {arguments[0]});
        try {
            new LookAtJConsole(Files.createDirectories(Path.of(arguments[1]))).look();
            System.exit(0);
        } catch (Exception failed) {
            // JConsole would go on without us
            failed.printStackTrace();
            System.exit(1);
        }
    }

    private void look() throws Exception {
        AbstractButton insecure = until(() -> button("Insecure connection"));
        picture("connect", until(LookAtJConsole::frame).getBounds());
        press(insecure);
        JTabbedPane tabs = until(() -> frame() == null ? null : find(frame(), JTabbedPane.class, pane -> pane.getTabCount() >= 6));
        inSwing(() -> {
            frame().setBounds(WINDOW);
            frame().validate();
            find(frame(), JInternalFrame.class, any -> true).setMaximum(true);
            tabs.setSelectedIndex(tabs.indexOfTab("MBeans"));
            return null;
        });
        JTree tree = until(() -> find(frame(), JTree.class, JTree::isShowing));

        until(() -> select(tree, "allstop", "Fleet", "Operations"));
        pointAt("stopAll");
        picture("operations", WINDOW);
        robot.mouseMove(WINDOW.width - 20, WINDOW.height - 20);

        press(button("stopAllWithin"));
        dialog("bad-input");
        inSwing(() -> {
            find(button("stopAllWithin").getParent(), JTextField.class, any -> true).setText("1s");
            return null;
        });
        press(button("stopAllWithin"));
        dialog("failure");
        press(button("stopAll"));
        dialog("success");
        press(button("resumeAll"));
        dialog("resumed");

        until(() -> select(tree, "allstop", "Fleet", "Operations", "stopAllWith"));
        picture("operation", WINDOW);
    }

    /** Until it tells what it does. The button may be on its way to its place, or the window not active yet, when the mouse comes. */
    private void pointAt(String text) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        do {
            if (System.currentTimeMillis() > end) {
                throw new IllegalStateException(text + " does not tell what it does; there are " + windows());
            }
            robot.mouseMove(WINDOW.width - 20, WINDOW.height - 20);
            Point at = until(() -> {
                frame().toFront();
                return button(text);
            }).getLocationOnScreen();
            robot.mouseMove(at.x + 5, at.y + 5);
            robot.mouseMove(at.x + 12, at.y + 8);
            // longer than Swing takes to show it
            Thread.sleep(2_000);
        } while (inSwing(LookAtJConsole::tooltip) == null);
    }

    private void dialog(String name) throws Exception {
        Dialog dialog = until(LookAtJConsole::openDialog);
        picture(name, dialog.getBounds());
        inSwing(() -> {
            dialog.dispose();
            return null;
        });
    }

    private void picture(String name, Rectangle part) throws IOException, InterruptedException {
        robot.waitForIdle();
        // what is asked of the other JVM comes and is painted later
        Thread.sleep(1_000);
        robot.waitForIdle();
        Rectangle screen = new Rectangle(java.awt.Toolkit.getDefaultToolkit().getScreenSize());
        ImageIO.write(robot.createScreenCapture(part.intersection(screen)), "png", folder.resolve(name + ".png").toFile());
    }

    private static Frame frame() {
        return List.of(Frame.getFrames()).stream().filter(Frame::isShowing).findFirst().orElse(null);
    }

    private static List<Window> windows() {
        return List.of(Window.getWindows()).stream().filter(Window::isShowing).toList();
    }

    private static Dialog openDialog() {
        return windows().stream().filter(Dialog.class::isInstance).map(Dialog.class::cast).findFirst().orElse(null);
    }

    private static JToolTip tooltip() {
        return windows().stream().map(window -> find(window, JToolTip.class, any -> true)).filter(found -> found != null)
                .findFirst().orElse(null);
    }

    private static AbstractButton button(String text) {
        return windows().stream().map(window -> find(window, AbstractButton.class,
                button -> button.isShowing() && button.isEnabled() && text.equals(button.getText()))).filter(found -> found != null)
                .findFirst().orElse(null);
    }

    /** As a person does, who looks at the result and not at the button meanwhile. */
    private static void press(AbstractButton button) {
        SwingUtilities.invokeLater(button::doClick);
    }

    /** Null while the tree does not have it yet: a bean's own nodes are made when the bean is selected. */
    private static TreePath select(JTree tree, String... names) {
        Dialog problem = openDialog();
        if (problem != null) {
            // "Problem displaying MBean": selected before JConsole had read all of it
            problem.dispose();
        }
        TreePath path = new TreePath(tree.getModel().getRoot());
        for (String name : names) {
            if (!tree.isExpanded(path)) {
                tree.expandPath(path);
                tree.setSelectionPath(path);
            }
            TreePath next = null;
            for (int at = 0; at < tree.getModel().getChildCount(path.getLastPathComponent()); at++) {
                Object child = tree.getModel().getChild(path.getLastPathComponent(), at);
                next = child.toString().equals(name) ? path.pathByAddingChild(child) : next;
            }
            if (next == null) {
                return null;
            }
            path = next;
        }
        tree.expandPath(path);
        tree.setSelectionPath(path);
        tree.scrollPathToVisible(path);
        return path;
    }

    private static <T extends Component> T find(Container in, Class<T> type, Predicate<T> which) {
        return all(in, type).stream().filter(which).findFirst().orElse(null);
    }

    private static <T extends Component> List<T> all(Container in, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Component component : in.getComponents()) {
            if (type.isInstance(component)) {
                found.add(type.cast(component));
            }
            if (component instanceof Container container) {
                found.addAll(all(container, type));
            }
        }
        return found;
    }

    private static <T> T inSwing(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        SwingUtilities.invokeAndWait(task);
        return task.get();
    }

    private static <T> T until(Callable<T> condition) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            T value = inSwing(condition);
            if (value != null) {
                return value;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("it did not come; there are " + windows());
    }
}
