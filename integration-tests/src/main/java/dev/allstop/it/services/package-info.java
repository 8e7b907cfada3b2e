/**
 * What brokers and stores that are under no test themselves have in common: each runs for a test, reached over the loopback
 * address, and ends with the JVM that started it.
 */
package dev.allstop.it.services;
