/**
 * Job servers that Allstop does not know, described in a properties file instead of in Java; the format is explained in
 * {@code agent/adapters/README.md}. The file is read, and its form checked, in premain; it is compared with the class,
 * every path bound, when the first object of that class is seen.
 */
package dev.allstop.adapters.declared;
