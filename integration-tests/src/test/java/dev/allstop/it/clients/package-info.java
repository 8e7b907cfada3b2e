/** The programs that operators call with, as they are published, against a JVM with the real jar. */
package dev.allstop.it.clients;
