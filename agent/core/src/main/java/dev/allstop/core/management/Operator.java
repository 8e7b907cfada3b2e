package dev.allstop.core.management;

import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ReportTable;
import dev.allstop.core.report.Verdict;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries an order out and turns its report into what a JMX client understands: text, or an exception of the JDK. A
 * class of ours in an exception, even as a cause, would reach the client as {@link ClassNotFoundException} with the
 * message lost.
 */
final class Operator {

    private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

    private final Keeper keeper;

    Operator(Keeper keeper) {
        this.keeper = keeper;
    }

    /** An order that has done what it was for only when the report says so. */
    String order(Supplier<Report> order, Predicate<Report> success) {
        Report report = carryOut(order);
        if (!success.test(report)) {
            throw new IllegalStateException(ReportTable.text(report));
        }
        return ReportTable.text(report);
    }

    /** An order whose outcome, whatever it is, the caller tells. */
    Report carryOut(Supplier<Report> order) {
        try (Keeper.Order kept = keeper.begin()) {
            return report(order);
        }
    }

    /** A stop, or the wait for one. */
    String stop(Supplier<Report> order) {
        return order(order, report -> report.is(Verdict.STOPPED));
    }

    /** A stop that is not waited for. */
    String request(Supplier<Report> order) {
        return order(() -> order.get().asRequested(), Operator::isRequested);
    }

    /** Gates only. */
    String quiet(Supplier<Report> order) {
        return order(() -> {
            Report report = order.get();
            return isQuiet(report) ? report.asQuiet() : report;
        }, Operator::isQuiet);
    }

    /** Something to look at. */
    String look(Supplier<Report> question) {
        return ReportTable.text(report(question));
    }

    /** As it is, with whatever goes wrong turned into exceptions of the JDK. */
    <T> T report(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(bad.getMessage());
        } catch (IllegalStateException refused) {
            throw new IllegalStateException(refused.getMessage());
        } catch (RuntimeException | Error broken) {
            LOG.error("an order failed", broken);
            throw new RuntimeException("internal error of Allstop, the order may have been carried out in part: "
                    + broken + "; look at status, details are in the agent's log");
        }
    }

    /** Whether an order that waits for nothing was given, whatever comes of it. */
    static boolean isRequested(Report report) {
        return !report.is(Verdict.REFUSED) && !report.is(Verdict.UNCONTROLLED);
    }

    /** Whether all gates are closed. */
    static boolean isQuiet(Report report) {
        return report.is(Verdict.STOPPED) || report.is(Verdict.NOT_DRAINED) && report.nodes().stream()
                .noneMatch(node -> node.outcome() == MemberOutcome.DRAINING && node.ackMs() < 0);
    }
}
