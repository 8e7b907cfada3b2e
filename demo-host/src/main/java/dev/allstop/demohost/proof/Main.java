package dev.allstop.demohost.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the demo asks of the ledger. Ends with 0 when what was asked for is so, 1 when it is not, 2 when the question makes no
 * sense.
 */
public final class Main {

    private static final String USAGE = """
            usage: watch JDBC-URL NODES                  what runs and what waits, until ended
                   await-busy JDBC-URL NODES             until every library works on every node and has a backlog
                   await-release JDBC-URL NODES RELEASE  until every library on every node has finished a job of that release
                   prove-stopped JDBC-URL NODES REPORT   that a stop kept its promises
                   prove-resumed JDBC-URL NODES REPORT   that work flows again after that stop
            NODES: names of the nodes, with commas between. REPORT: file with the JSON report of the stop.""";

    private Main() {
    }

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        String verb = arguments.length == 0 ? "" : arguments[0];
        int expected = switch (verb) {
            case "watch", "await-busy" -> 3;
            case "await-release", "prove-stopped", "prove-resumed" -> 4;
            default -> -1;
        };
        if (arguments.length != expected) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try (Connection connection = DriverManager.getConnection(arguments[1])) {
            Set<String> nodes = new TreeSet<>(Set.of(arguments[2].split(",")));
            Observer observer = new Observer(new LedgerReader(connection), nodes, System.out);
            boolean so = switch (verb) {
                case "watch" -> {
                    observer.watch();
                    yield true;
                }
                case "await-busy" -> observer.awaitBusy();
                case "await-release" -> allHold(List.of(observer.awaitRelease(arguments[3])));
                case "prove-stopped" -> allHold(observer.observeStop(report(arguments[3])));
                default -> allHold(observer.observeResume(report(arguments[3])));
            };
            System.exit(so ? 0 : 1);
        }
    }

    private static FleetReport report(String file) throws IOException {
        return FleetReport.parse(Files.readString(Path.of(file)));
    }

    private static boolean allHold(List<Check> checks) {
        checks.forEach(System.out::println);
        return checks.stream().allMatch(Check::holds);
    }
}
