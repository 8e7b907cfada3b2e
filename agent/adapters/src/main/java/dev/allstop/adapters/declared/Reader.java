package dev.allstop.adapters.declared;

import dev.allstop.adapters.declared.Declaration.Gate;
import dev.allstop.adapters.declared.Declaration.Job;
import dev.allstop.adapters.declared.Declaration.Key;
import dev.allstop.core.adapter.HookPoint;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link Declaration}, or says what is wrong with which line. */
final class Reader {

    private static final Pattern HOOK = Pattern.compile("(gate|job)(\\.(?!(owner|name|id|key)$)[A-Za-z0-9_-]+)?"
            + "(\\.(owner|name|id|key))?");
    private static final Set<String> KEYS = new TreeSet<>(Set.of("kind", "class", "name", "active.on", "gone.on",
            "quiet", "isQuiet", "resume", "inflight", "settle", "cancel", "shutdown"));
    private static final String[] CALL_ROOTS = roots(Path.THIS);
    private static final String[] JOB_ROOTS = roots(Path.THIS, Path.JOB);

    private final File file;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private Reader(File file) throws IOException {
        this.file = file;
        for (Line line : Lines.read(file)) {
            Matcher hook = HOOK.matcher(line.key());
            boolean known = KEYS.contains(line.key())
                    || hook.matches() && !("gate".equals(hook.group(1)) && line.key().matches(".*\\.(name|id|key)"));
            if (!known) {
                throw line.malformed("is not a key: there are " + String.join(", ", KEYS) + ", gate, gate.1…, "
                        + "gate.1.owner, job, job.1…, job.1.owner, job.1.name, job.1.id and job.1.key");
            }
            Line before = lines.put(line.key(), line);
            if (before != null) {
                throw line.malformed("stands in line " + before.number() + " already");
            }
        }
    }

    private static String[] roots(String... objects) {
        List<String> roots = new ArrayList<>(List.of(objects));
        for (int i = 1; i <= 9; i++) {
            roots.add(Path.ARGUMENT + i);
        }
        return roots.toArray(new String[0]);
    }

    static Declaration read(File file) throws IOException {
        return new Reader(file).declaration();
    }

    private Declaration declaration() {
        Line classLine = lines.get("class");
        if (classLine == null) {
            throw new Line(file, 1, "class", "").malformed("is missing: name the class of the job server");
        }
        if (!Target.isName(classLine.value().replace('.', '_'))) {
            throw classLine.malformed("\"" + classLine.value() + "\" is not the name of a class");
        }
        List<Gate> gates = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        for (Line line : lines.values()) {
            Matcher hook = HOOK.matcher(line.key());
            if (hook.matches()) {
                if (hook.group(5) != null) {
                    String owner = line.key().substring(0, line.key().lastIndexOf('.'));
                    if (!lines.containsKey(owner)) {
                        throw line.malformed("belongs to " + owner + ", which is missing");
                    }
                } else if (hook.group(1).equals("gate")) {
                    gates.add(gate(line));
                } else {
                    jobs.add(job(line));
                }
            }
        }
        List<Statement> quiet = statements("quiet", Path.THIS);
        List<Statement> resume = statements("resume", Path.THIS);
        if (quiet.isEmpty() && gates.isEmpty() && jobs.stream().allMatch(job -> job.answer() == null)) {
            throw classLine.malformed("nothing would keep this class from starting jobs: add a gate, a job with -> or "
                    + "quiet");
        }
        if (!quiet.isEmpty() && resume.isEmpty()) {
            throw lines.get("quiet").malformed("could not be undone: add resume");
        }
        return new Declaration(kind(), classLine, classLine.value(), path("name", Path.THIS),
                targets("active.on", classLine.value()), targets("gone.on", classLine.value()), List.copyOf(gates),
                List.copyOf(jobs), quiet, path("isQuiet", Path.THIS), resume, sum("inflight"), settle(),
                statements("cancel", JOB_ROOTS), statements("shutdown", Path.THIS));
    }

    private String kind() {
        Line line = lines.get("kind");
        String name = file.getName();
        String kind = line == null ? name.substring(0, name.lastIndexOf('.')) : line.value();
        if (!kind.matches("[a-z0-9][a-z0-9-]*")) {
            throw (line == null ? new Line(file, 1, "kind", kind) : line).malformed("\"" + kind
                    + "\" must be of small letters, digits and -: write kind = my-jobs");
        }
        return kind;
    }

    private Gate gate(Line line) {
        Answer answer = answer(line);
        if (answer == null) {
            throw line.malformed("does not say what the method returns at a closed gate: write "
                    + line.value() + " -> and one of " + Answer.all());
        }
        if (answer.parks()) {
            throw line.malformed("a thread that parks must have its job: write job = " + target(line) + " -> park for "
                    + "the method that runs it");
        }
        return new Gate(Target.read(line, target(line)), answer, path(line.key() + ".owner", CALL_ROOTS));
    }

    private Job job(Line line) {
        return new Job(Target.read(line, target(line)), answer(line), path(line.key() + ".owner", CALL_ROOTS),
                path(line.key() + ".name", CALL_ROOTS), path(line.key() + ".id", CALL_ROOTS), key(line.key() + ".key"));
    }

    private Key key(String key) {
        Line line = lines.get(key);
        if (line == null) {
            return Key.NONE;
        }
        return line.value().equals("thread") ? new Key(true, null) : new Key(false, path(key, CALL_ROOTS));
    }

    private static String target(Line line) {
        int arrow = line.value().indexOf("->");
        return (arrow < 0 ? line.value() : line.value().substring(0, arrow)).strip();
    }

    /** Null when there is none. */
    private static Answer answer(Line line) {
        int arrow = line.value().indexOf("->");
        if (arrow < 0) {
            return null;
        }
        String text = line.value().substring(arrow + 2).strip();
        Answer answer = Answer.of(text);
        if (answer == null) {
            throw line.malformed("\"" + text + "\" cannot be returned: write one of " + Answer.all());
        }
        return answer;
    }

    private List<Target> targets(String key, String className) {
        Line line = lines.get(key);
        List<Target> targets = new ArrayList<>();
        if (line != null) {
            for (String method : line.value().split(",", -1)) {
                if (!Target.isName(method.strip())) {
                    throw line.malformed("\"" + method.strip() + "\" is not the name of a method");
                }
                targets.add(new Target(line, className, method.strip(), HookPoint.ANY));
            }
        }
        return List.copyOf(targets);
    }

    private Path path(String key, String... roots) {
        Line line = lines.get(key);
        return line == null ? null : new Parser(line, roots).path();
    }

    private List<Path> sum(String key) {
        Line line = lines.get(key);
        return line == null ? List.of() : new Parser(line, Path.THIS).sum();
    }

    private List<Statement> statements(String key, String... roots) {
        Line line = lines.get(key);
        return line == null ? List.of() : new Parser(line, roots).statements();
    }

    private Duration settle() {
        Line line = lines.get("settle");
        if (line == null) {
            return Duration.ZERO;
        }
        Matcher time = Pattern.compile("([0-9]{1,6})(ms|s)").matcher(line.value());
        if (!time.matches()) {
            throw line.malformed("\"" + line.value() + "\" is not a time: write 500ms or 2s");
        }
        long number = Long.parseLong(time.group(1));
        return time.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
}
