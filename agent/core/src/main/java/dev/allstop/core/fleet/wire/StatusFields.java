package dev.allstop.core.fleet.wire;

import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node's status as fields. */
final class StatusFields {

    static final int MOST_SERVERS = 5000;
    private static final int MOST_TEXT = 256;
    private static final int MOST_ERROR = 1024;
    private static final int MOST_FRAMES = 20;
    static final int MOST_JOB_BYTES = 16 * 1024;
    private static final int MOST_JOBS = 1000;
    private static final int MOST_LABELS = 100;
    private static final int MOST_HOLDS = 3000;

    private static final int INCARNATION = 1;
    private static final int SEQUENCE = 2;
    private static final int NAME = 3;
    private static final int HOST = 4;
    private static final int PID = 5;
    private static final int VERSION = 6;
    private static final int LABEL = 7;
    private static final int ACK = 8;
    private static final int DRAINED = 9;
    private static final int EXEMPT = 10;
    private static final int SERVER = 11;

    private StatusFields() {
    }

    /** Everything but the servers. */
    static byte[] writeNode(NodeStatus status) {
        FieldWriter out = new FieldWriter();
        out.put(INCARNATION, status.incarnation(), MOST_TEXT).put(SEQUENCE, status.sequence())
                .put(NAME, status.name(), MOST_TEXT).put(HOST, status.host(), MOST_TEXT).put(PID, status.pid())
                .put(VERSION, status.version(), MOST_TEXT);
        status.labels().forEach((key, value) -> out.put(LABEL,
                nested -> nested.put(1, key, MOST_TEXT).put(2, value, MOST_TEXT)));
        status.acks().forEach((hold, ms) -> out.put(ACK, nested -> nested.put(1, hold, MOST_TEXT).put(2, ms)));
        status.drained().forEach((hold, ms) -> out.put(DRAINED, nested -> nested.put(1, hold, MOST_TEXT).put(2, ms)));
        status.exempt().forEach(hold -> out.put(EXEMPT, hold, MOST_TEXT));
        return out.bytes();
    }

    /** @param mostJobBytes how much room the list of its running jobs may take; the rest is only counted */
    static byte[] writeServer(ServerReport server, int mostJobBytes) {
        FieldWriter jobs = new FieldWriter();
        int listed = 0;
        for (RunningJob job : server.running()) {
            byte[] fields = writeJob(job);
            if (jobs.size() + fields.length > mostJobBytes || listed == MOST_JOBS) {
                break;
            }
            jobs.put(20, fields);
            listed++;
        }
        FieldWriter out = new FieldWriter();
        out.put(1, server.kind(), MOST_TEXT).put(2, server.name(), MOST_TEXT).put(3, server.library(), MOST_TEXT)
                .put(4, server.state().name(), MOST_TEXT).put(5, server.stateBefore(), MOST_TEXT)
                .put(6, server.notListed() + server.running().size() - listed).put(7, server.accepted())
                .put(8, server.startedTotal()).put(9, server.startedAfterAck()).put(10, server.finishedDuringDrain())
                .put(11, server.cancelled()).put(12, server.interrupted()).put(13, server.givenBack())
                .put(14, server.error(), MOST_ERROR);
        return out.put(15, jobs.bytes()).bytes();
    }

    private static byte[] writeJob(RunningJob job) {
        FieldWriter out = new FieldWriter();
        out.put(1, job.job(), MOST_TEXT).put(2, job.id(), MOST_TEXT).put(3, job.thread(), MOST_TEXT)
                .put(4, job.startedAt().toEpochMilli()).put(5, job.elapsedMs());
        job.stack().stream().limit(MOST_FRAMES).forEach(frame -> out.put(6, frame, MOST_TEXT));
        return out.bytes();
    }

    static FieldWriter withServers(byte[] node, List<byte[]> servers) {
        FieldWriter out = new FieldWriter();
        servers.forEach(server -> out.put(SERVER, server));
        return new FieldWriter().put(1, node).put(2, out.bytes());
    }

    static NodeStatus read(FieldReader in, List<ServerReport> servers) throws MalformedMessage {
        String incarnation = "";
        long sequence = 0;
        String name = "";
        String host = "";
        long pid = 0;
        String version = "";
        Map<String, String> labels = new HashMap<>();
        Map<String, Long> acks = new HashMap<>();
        Map<String, Long> drained = new HashMap<>();
        List<String> exempt = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case INCARNATION -> incarnation = in.text(MOST_TEXT);
                case SEQUENCE -> sequence = in.number();
                case NAME -> name = in.text(MOST_TEXT);
                case HOST -> host = in.text(MOST_TEXT);
                case PID -> pid = in.amount();
                case VERSION -> version = in.text(MOST_TEXT);
                case LABEL -> readLabel(in.nested(), labels);
                case ACK -> readMoment(in.nested(), acks);
                case DRAINED -> readMoment(in.nested(), drained);
                case EXEMPT -> exempt.add(in.text(MOST_TEXT));
                default -> { }
            }
            if (labels.size() > MOST_LABELS || acks.size() > MOST_HOLDS || drained.size() > MOST_HOLDS
                    || exempt.size() > MOST_HOLDS) {
                throw new MalformedMessage("a status has too many labels or holds");
            }
        }
        return new NodeStatus(incarnation, sequence, name, host, pid, version, labels, acks, drained, exempt, servers);
    }

    static List<ServerReport> readServers(FieldReader in) throws MalformedMessage {
        List<ServerReport> servers = new ArrayList<>();
        while (in.next()) {
            if (in.field() == SERVER) {
                servers.add(readServer(in.nested()));
            }
        }
        return servers;
    }

    private static void readLabel(FieldReader in, Map<String, String> labels) throws MalformedMessage {
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.text(MOST_TEXT);
                case 2 -> value = in.text(MOST_TEXT);
                default -> { }
            }
        }
        labels.put(key, value);
    }

    private static void readMoment(FieldReader in, Map<String, Long> moments) throws MalformedMessage {
        String hold = "";
        long ms = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> hold = in.text(MOST_TEXT);
                case 2 -> ms = in.amount();
                default -> { }
            }
        }
        moments.put(hold, ms);
    }

    private static ServerReport readServer(FieldReader in) throws MalformedMessage {
        String kind = "";
        String name = "";
        String library = "";
        ServerState state = ServerState.UNCONTROLLED;
        String stateBefore = "";
        int notListed = 0;
        int accepted = 0;
        long startedTotal = 0;
        long startedAfterAck = 0;
        long finishedDuringDrain = 0;
        long cancelled = 0;
        long interrupted = 0;
        long givenBack = 0;
        String error = "";
        List<RunningJob> running = List.of();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> kind = in.text(MOST_TEXT);
                case 2 -> name = in.text(MOST_TEXT);
                case 3 -> library = in.text(MOST_TEXT);
                case 4 -> state = state(in.text(MOST_TEXT));
                case 5 -> stateBefore = in.text(MOST_TEXT);
                case 6 -> notListed = in.count();
                case 7 -> accepted = in.count();
                case 8 -> startedTotal = in.amount();
                case 9 -> startedAfterAck = in.amount();
                case 10 -> finishedDuringDrain = in.amount();
                case 11 -> cancelled = in.amount();
                case 12 -> interrupted = in.amount();
                case 13 -> givenBack = in.amount();
                case 14 -> error = in.text(MOST_ERROR);
                case 15 -> running = readJobs(in.nested());
                default -> { }
            }
        }
        return new ServerReport(kind, name, library, state, stateBefore, running, notListed, accepted, startedTotal,
                startedAfterAck, finishedDuringDrain, cancelled, interrupted, givenBack, error);
    }

    private static List<RunningJob> readJobs(FieldReader in) throws MalformedMessage {
        List<RunningJob> jobs = new ArrayList<>();
        while (in.next()) {
            if (in.field() == 20) {
                jobs.add(readJob(in.nested()));
            }
        }
        return jobs;
    }

    private static RunningJob readJob(FieldReader in) throws MalformedMessage {
        String job = "";
        String id = "";
        String thread = "";
        Instant startedAt = Instant.EPOCH;
        long elapsedMs = 0;
        List<String> stack = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> job = in.text(MOST_TEXT);
                case 2 -> id = in.text(MOST_TEXT);
                case 3 -> thread = in.text(MOST_TEXT);
                case 4 -> startedAt = in.instant();
                case 5 -> elapsedMs = in.number();
                case 6 -> stack.add(in.text(MOST_TEXT));
                default -> { }
            }
        }
        return new RunningJob(job, id, thread, startedAt, elapsedMs, stack);
    }

    private static ServerState state(String name) {
        try {
            return ServerState.valueOf(name);
        } catch (IllegalArgumentException ofALaterVersion) {
            // a state this version does not know is not one it may call stopped
            return ServerState.UNCONTROLLED;
        }
    }
}
