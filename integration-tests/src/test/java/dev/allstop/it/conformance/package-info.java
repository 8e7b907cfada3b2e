/**
 * The conformance suite: one class of tests, run for every kind of job server, version and storage that the build has
 * laid out. Its outcome is written to {@code target/conformance.md} and {@code target/conformance.json}; the table in
 * the README is made from that.
 *
 * <p>A kind takes part by an implementation of {@link dev.allstop.it.subject.Subject}, its versions in a module of {@code libraries},
 * and a line in {@link dev.allstop.it.conformance.Variant#ALL}. What a library cannot do is said there as well, with
 * the reason, and shows in the table.
 */
package dev.allstop.it.conformance;
