package dev.allstop.core.node;

import java.util.Map;

/**
 * Who this JVM is.
 *
 * @param incarnation random, of this life of the JVM
 */
public record NodeIdentity(String incarnation, String name, String host, long pid, String version,
                           Map<String, String> labels) {
}
