package dev.allstop.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that a page or a manifest shows elsewhere than in a block of commands. */
record ShownCommand(Path file, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern COMMENT = Pattern.compile("(?m)^(?:#| ) {1,3}(\\S(?:.*\\\\\\n)*.*)$");
    private static final Pattern OF_A_UNIT = Pattern.compile("(?m)^Exec\\w+=[-+!@:]*(\\S.*)$");
    private static final Pattern OF_A_CONTAINER = Pattern.compile("(?m)^ *command: \\[(.+)\\]$");
    /** With something behind it: the name of a program alone is no command. */
    private static final Pattern COMMAND = Pattern.compile(
            "(?:\\$ |sudo |exec )*(?:(?:\\S*/)?(?:java|javac|jcmd|jconsole|jmxterm|mvn|mvnw|curl|wget|openssl|kubectl|helm|docker|ssh|systemctl"
            + "|journalctl|systemd-\\w+|ansible[\\w-]*|allstop|xvfb-run|env|echo|kill|pkill|sh|bash|python3?|psql|apt-get|apt|cp|chmod)"
            + "|\\.{1,2}/\\S+) \\S.*|\\./\\S+"
            // a verb, where the text goes on about the command line
            + "|(?:ps|attach|status|plan|quiet|stop|await|resume|shutdown|version|help|completion) [-<]\\S.*");

    static boolean isCommand(String line) {
        return COMMAND.matcher(line).matches();
    }

    /** Those within the running text of a page. */
    static List<ShownCommand> inText(Path page) throws IOException {
        return matches(page, CODE, BLOCK.matcher(Files.readString(page)).replaceAll(""));
    }

    /** Those that a manifest has run, and those that its comments tell to type. */
    static List<ShownCommand> inManifest(Path manifest) throws IOException {
        String content = Files.readString(manifest);
        List<ShownCommand> commands = matches(manifest, COMMENT, content);
        commands.addAll(matches(manifest, OF_A_UNIT, content));
        commands.addAll(matches(manifest, OF_A_CONTAINER, content));
        return commands;
    }

    private static List<ShownCommand> matches(Path file, Pattern pattern, String content) {
        List<ShownCommand> commands = new ArrayList<>();
        Matcher code = pattern.matcher(content);
        while (code.find()) {
            String text = code.group(1).replaceAll("\\\\\\n#", " ").replaceAll("\\s+", " ").strip();
            if (pattern == OF_A_CONTAINER) {
                text = text.replace(", ", " ");
            }
            if (isCommand(text)) {
                commands.add(new ShownCommand(file, text));
            }
        }
        return commands;
    }

    @Override
    public String toString() {
        return Pages.name(file) + ": " + text;
    }
}
