package dev.allstop.it.docs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the documentation shows, as a pattern: what is another at each run need only be alike. */
final class ShownOutput {

    /** A line of its own stands for any number of lines, within a line for any text. */
    private static final String ANYTHING = "…";

    private static final List<String> ALIKE = List.of(
            "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z",
            "\\b\\d\\d:\\d\\d:\\d\\d\\b",
            // a hold
            "\\b[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}\\b",
            "\\b\\d+(?:\\.\\d+)?(?:ms|s|m|h)\\b(?: \\d+[ms]\\b)?",
            // a user at a machine
            "\\b[\\w.-]+@[\\w.-]+",
            "\\bjob\\d+-\\d+\\b",
            // a process
            "\\b\\d{4,}\\b");
    private static final Pattern SPECIAL = Pattern.compile("(" + String.join(")|(", ALIKE) + ")|(\\s+)|(" + ANYTHING + ")");

    private ShownOutput() {
    }

    static Pattern pattern(List<String> shown) {
        StringBuilder pattern = new StringBuilder();
        for (String line : shown) {
            pattern.append(line.equals(ANYTHING) ? "(?:.*\\n)*?" : line(line.stripTrailing()) + "\\s*?\\n");
        }
        return Pattern.compile(pattern.toString());
    }

    private static String line(String line) {
        StringBuilder pattern = new StringBuilder();
        Matcher special = SPECIAL.matcher(line);
        int done = 0;
        while (special.find()) {
            pattern.append(Pattern.quote(line.substring(done, special.start()))).append(alike(special));
            done = special.end();
        }
        return pattern.append(Pattern.quote(line.substring(done))).toString();
    }

    private static String alike(Matcher special) {
        for (int group = 1; group <= ALIKE.size(); group++) {
            if (special.group(group) != null) {
                return special.group(group).matches("\\d+") ? "\\d+" : "(?:" + ALIKE.get(group - 1) + ")";
            }
        }
        return special.group(ALIKE.size() + 1) != null ? "\\s+" : ".*";
    }
}
