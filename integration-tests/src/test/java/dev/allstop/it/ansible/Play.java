package dev.allstop.it.ansible;

import dev.allstop.it.harness.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Ansible printed about one play of a run. */
record Play(String name, String output) {

    private static final Pattern HEADING = Pattern.compile("(?m)^PLAY \\[(.*)] \\*+$");

    static List<Play> of(Command.Result run) {
        List<Play> plays = new ArrayList<>();
        Matcher headings = HEADING.matcher(run.output());
        String name = null;
        int begin = 0;
        while (headings.find()) {
            if (name != null) {
                plays.add(new Play(name, run.output().substring(begin, headings.start())));
            }
            name = headings.group(1);
            begin = headings.end();
        }
        if (name != null) {
            plays.add(new Play(name, run.output().substring(begin)));
        }
        return plays;
    }

    /** How many tasks said that they changed a host, or would change it in check mode. */
    long changes() {
        return output.lines().filter(line -> line.startsWith("changed: [")).count();
    }
}
