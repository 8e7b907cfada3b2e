package dev.allstop.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Chromium without a window and without a network. */
final class Browser {

    private static final long LIMIT_MINUTES = 2;

    private final Path program;
    private final Path folder;

    private Browser(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** @param folder for its profile and what it writes */
    static Browser orSkip(Path folder) {
        Optional<Path> program = Pattern.compile(":").splitAsStream(System.getenv("PATH"))
                .map(directory -> Path.of(directory, "chromium")).filter(Files::isExecutable).findFirst();
        assumeTrue(program.isPresent(), "chromium is not installed, so the page was not looked at: apt-get install chromium");
        return new Browser(program.orElseThrow(), folder);
    }

    /** As it understood the page. */
    String dom(Path page) throws IOException, InterruptedException {
        return run("--dump-dom", page.toUri().toString());
    }

    /** The colors of all pixels of the page, as 0xrrggbb. */
    Set<Integer> colors(Path page) throws IOException, InterruptedException {
        Path picture = folder.resolve("picture.png");
        run("--screenshot=" + picture, "--window-size=1200,2400", "--hide-scrollbars", "--force-color-profile=srgb",
                page.toUri().toString());
        BufferedImage image = ImageIO.read(picture.toFile());
        Set<Integer> colors = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colors.add(image.getRGB(x, y) & 0xffffff);
            }
        }
        return colors;
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        // without the sandbox it runs as root, too, and it is our own page
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--no-first-run", "--user-data-dir=" + folder.resolve("profile"),
                "--host-resolver-rules=MAP * ~NOTFOUND"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "browser", ".out");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile())
                .redirectError(folder.resolve("browser.err").toFile()).start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(ended).as("chromium ended; it said:\n" + Files.readString(folder.resolve("browser.err"))).isTrue();
        return Files.readString(out);
    }
}
