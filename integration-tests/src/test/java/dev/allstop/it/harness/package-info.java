/**
 * Runs real JVMs with the real jar.
 *
 * <pre>{@code
 * try (HostJvm host = HostJvm.named("a").cluster(cluster).subject(QuartzInMemory.class, Library.newest("quartz")).start()) {
 *     SubjectMXBean subject = host.subject();
 *     int server = subject.construct("orders", 2);
 *     ...
 *     String answer = host.fleet().call("stopAllWithin", "30s");
 * }
 * }</pre>
 *
 * <ul>
 * <li>{@link dev.allstop.it.harness.HostJvm}: a forked JVM; its output goes to files under {@code target/hosts}, it is
 * ended by its own process handle when it is closed and ends by itself when this JVM dies.
 * <li>{@link dev.allstop.it.harness.FleetClient}: the MBeans of Allstop as an operator calls them, and their JSON.
 * <li>{@link dev.allstop.it.subject.SubjectMXBean}: drives the program under test.
 * <li>{@link dev.allstop.it.harness.Ledger}: what the jobs of that program really did.
 * <li>{@link dev.allstop.it.harness.Library}: class paths by kind and version, as the build laid them out.
 * <li>{@link dev.allstop.it.harness.Database}: a database on the loopback address, for JVMs that share one.
 * </ul>
 */
package dev.allstop.it.harness;
