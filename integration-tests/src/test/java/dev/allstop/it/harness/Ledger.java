package dev.allstop.it.harness;

import dev.allstop.it.subject.SubjectMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/**
 * What the jobs of one JVM wrote, as it was when it was {@linkplain #of read}.
 *
 * @param entries in the order of writing
 */
public record Ledger(List<Entry> entries) {

    /** @param nanos by the clock of that JVM */
    public record Entry(long nanos, String what, String job) {
    }

    /** What was read of each so far: tests look often, and only what is new is sent. */
    private static final Map<SubjectMXBean, List<Entry>> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    public static Ledger of(SubjectMXBean subject) {
        List<Entry> known = KNOWN.computeIfAbsent(subject, none -> new ArrayList<>());
        synchronized (known) {
            subject.ledgerAfter(known.size()).stream().map(line -> line.split(" ", 3))
                    .map(parts -> new Entry(Long.parseLong(parts[0]), parts[1], parts[2])).forEach(known::add);
            return new Ledger(List.copyOf(known));
        }
    }

    /** Only the jobs whose identifiers start so. */
    public Ledger of(String prefix) {
        return only(entry -> entry.job().startsWith(prefix));
    }

    private Ledger only(Predicate<Entry> wanted) {
        return new Ledger(entries.stream().filter(wanted).toList());
    }

    /** Jobs that started after this moment. */
    public List<String> startedAfter(long nanos) {
        return only(entry -> entry.what().equals("START") && entry.nanos() > nanos).jobs();
    }

    public List<String> started() {
        return only(entry -> entry.what().equals("START")).jobs();
    }

    public List<String> ended() {
        return only(entry -> entry.what().equals("END")).jobs();
    }

    public List<String> interrupted() {
        return only(entry -> entry.what().equals("INTERRUPTED")).jobs();
    }

    /** Jobs that asked, and were told to end early. */
    public List<String> asked() {
        return only(entry -> entry.what().equals("ASKED")).jobs();
    }

    private List<String> jobs() {
        return entries.stream().map(Entry::job).toList();
    }

    /** Jobs that have started and not ended. */
    public Set<String> running() {
        Set<String> running = new LinkedHashSet<>(started());
        running.removeAll(new HashSet<>(ended()));
        running.removeAll(new HashSet<>(interrupted()));
        return running;
    }

    /** Jobs that had started and not ended at this moment. */
    public Set<String> runningAt(long nanos) {
        return only(entry -> entry.nanos() <= nanos).running();
    }

    /** Jobs that started more than once. */
    public Set<String> repeated() {
        Map<String, Integer> starts = new HashMap<>();
        started().forEach(job -> starts.merge(job, 1, Integer::sum));
        starts.values().removeIf(count -> count == 1);
        return starts.keySet();
    }
}
