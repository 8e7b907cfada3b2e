/**
 * Job servers of the kind that teams write for themselves. They know nothing of Allstop and belong to no library; each
 * has its declaration in {@code src/test/resources/adapters}, see {@code agent/adapters/README.md}.
 */
package dev.allstop.it.inhouse;
