package dev.allstop.bench.startup;

import static dev.allstop.bench.Row.added;
import static dev.allstop.bench.Row.ms;
import static dev.allstop.bench.Row.times;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import dev.allstop.bench.Samples;
import dev.allstop.bench.host.AgentJar;
import dev.allstop.bench.host.HostClasses;
import dev.allstop.bench.stop.BareMember;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Jdks;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the agent adds to the start and the end of a JVM. */
public final class StartUp implements Chapter {

    private static final int ROUNDS_WITHOUT_SERVER = 21;
    private static final int ROUNDS_WITH_SERVER = 5;
    /** Enough for the agent to have joined its fleet and to have come to rest. */
    private static final long REST_WITH_SERVER_MS = 4_000;

    private static final String BARE = "bare";
    private static final String EMPTY = "empty";
    private static final String ALLSTOP = "allstop";
    private static final String JGROUPS = "jgroups";
    private static final String STACK = "local";

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String method() {
        return "JVMs of default settings, started in turns: without an agent, with an empty agent, with Allstop. Start-up "
                + "is the time from the order to start the JVM to the first line of `main`; exit from the last line of "
                + "`main` to the end of the process. The job server is a Quartz scheduler on its RAM store; its CPU time is "
                + "that of the whole JVM until four seconds after the scheduler has started, when the fleet has long been "
                + "joined. JGroups alone: the same without "
                + "Allstop, with a thread that joins a cluster on the same stack and asks for the platform's MBean server, "
                + "which is what no fleet can do without. Differences and ratios are those of each round, then the median.";
    }

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        Path emptyAgent = AgentJar.of(EmptyAgent.class);
        for (Jdks.Jdk jdk : Jdks.thisAndNewest()) {
            rows.addAll(withoutServer(jdk, emptyAgent));
            rows.addAll(withServer(jdk));
        }
        return rows;
    }

    private static List<Row> withoutServer(Jdks.Jdk jdk, Path emptyAgent) throws Exception {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put(BARE, List.of());
        options.put(EMPTY, List.of("-javaagent:" + emptyAgent));
        options.put(ALLSTOP, List.of("-javaagent:" + HostJvm.agentJar()));
        Map<String, List<Launch>> launches = inTurns(jdk.home(), options, "", "", ROUNDS_WITHOUT_SERVER, 0);
        List<Double> bare = each(launches, BARE, Launch::mainMs);
        List<Double> empty = each(launches, EMPTY, Launch::mainMs);
        List<Double> allstop = each(launches, ALLSTOP, Launch::mainMs);
        double ratio = Samples.ratios(allstop, empty).median();
        Samples exit = Samples.differences(each(launches, ALLSTOP, Launch::exitMs), each(launches, BARE, Launch::exitMs));
        return List.of(
                Row.budgeted("start-up without a job server, JDK " + jdk.feature(),
                        "bare " + median(bare) + ", empty agent " + median(empty) + " ("
                                + times(Samples.ratios(empty, bare).median()) + ")",
                        median(allstop) + " (" + times(Samples.ratios(allstop, bare).median()) + " bare)",
                        times(ratio) + " an empty agent", "≤ 1.5 × an empty agent", ratio <= 1.5),
                Row.budgeted("exit without a job server, JDK " + jdk.feature(),
                        "bare " + median(each(launches, BARE, Launch::exitMs)),
                        median(each(launches, ALLSTOP, Launch::exitMs)),
                        added(ms(exit.median())), "< 50 ms added", exit.median() < 50));
    }

    private static List<Row> withServer(Jdks.Jdk jdk) throws Exception {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put(BARE, List.of());
        options.put(ALLSTOP, List.of("-javaagent:" + HostJvm.agentJar() + "=cluster=" + HostJvm.uniqueCluster()));
        String bareCluster = HostJvm.uniqueCluster();
        options.put(JGROUPS, BareMember.options(bareCluster));
        Map<String, List<Launch>> launches = inTurns(jdk.home(), options, QuartzInMemory.class.getName(), bareCluster,
                ROUNDS_WITH_SERVER, REST_WITH_SERVER_MS);
        Samples unavoidableCpu = Samples.differences(each(launches, JGROUPS, Launch::cpuMs),
                each(launches, BARE, Launch::cpuMs));
        Samples unavoidableExit = Samples.differences(each(launches, JGROUPS, Launch::exitMs),
                each(launches, BARE, Launch::exitMs));
        Samples cpu = Samples.differences(each(launches, ALLSTOP, Launch::cpuMs), each(launches, BARE, Launch::cpuMs));
        Samples exit = Samples.differences(each(launches, ALLSTOP, Launch::exitMs), each(launches, BARE, Launch::exitMs));
        Samples started = Samples.differences(each(launches, ALLSTOP, Launch::startedMs),
                each(launches, BARE, Launch::startedMs));
        return List.of(
                Row.budgeted("CPU time with a job server, JDK " + jdk.feature(),
                        "bare " + median(each(launches, BARE, Launch::cpuMs)) + ", JGroups alone +"
                                + ms(unavoidableCpu.median()),
                        median(each(launches, ALLSTOP, Launch::cpuMs)), added(ms(cpu.median())), "< 250 ms added",
                        cpu.median() < 250),
                Row.told("from `main` to the started job server, JDK " + jdk.feature(),
                        "bare " + median(each(launches, BARE, Launch::startedMs)),
                        median(each(launches, ALLSTOP, Launch::startedMs)), added(ms(started.median()))),
                Row.budgeted("exit with a job server, JDK " + jdk.feature(),
                        "bare " + median(each(launches, BARE, Launch::exitMs)) + ", JGroups alone +"
                                + ms(unavoidableExit.median()),
                        median(each(launches, ALLSTOP, Launch::exitMs)), added(ms(exit.median())), "< 50 ms added",
                        exit.median() < 50));
    }

    private static Map<String, List<Launch>> inTurns(Path jdk, Map<String, List<String>> options, String subject,
                                                     String bareCluster, int rounds, long restMillis) throws Exception {
        List<Path> classPath = HostClasses.with(subject.isEmpty() ? List.of() : Library.newest("quartz").classPath());
        List<String> plain = subject.isEmpty() ? List.of(StartMain.class.getName())
                : List.of(StartMain.class.getName(), subject);
        Map<String, List<Launch>> launches = new LinkedHashMap<>();
        // the first round only warms the file cache
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, List<String>> way : options.entrySet()) {
                boolean jgroups = way.getKey().equals(JGROUPS);
                Launch launch = Launch.of(jdk, way.getValue(), HostJvm.joined(jgroups ? withJGroups(classPath) : classPath),
                        jgroups ? List.of(JoinedMain.class.getName(), STACK, bareCluster, subject) : plain,
                        !subject.isEmpty(), restMillis);
                if (round > 0) {
                    launches.computeIfAbsent(way.getKey(), key -> new ArrayList<>()).add(launch);
                }
            }
        }
        return launches;
    }

    private static List<Path> withJGroups(List<Path> classPath) {
        return Stream.concat(classPath.stream(), HostClasses.all().stream()
                .filter(path -> path.toString().contains("jgroups"))).toList();
    }

    private static List<Double> each(Map<String, List<Launch>> launches, String way, ToDoubleFunction<Launch> figure) {
        return launches.get(way).stream().map(figure::applyAsDouble).toList();
    }

    private static String median(List<Double> milliseconds) {
        return ms(Samples.of(milliseconds).median());
    }
}
