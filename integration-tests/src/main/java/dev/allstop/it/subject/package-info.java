/**
 * The contract of the programs under test. They run in JVMs of their own, forked by the harness with the agent, and are
 * unaware of it, but for jobs that ask whether they are to end early: they use the JDK and one job library. A kind of job
 * server takes part in the conformance suite by implementing {@link dev.allstop.it.subject.Subject} in a package of its own
 * and a line in {@code Variant} (src/test).
 */
package dev.allstop.it.subject;
