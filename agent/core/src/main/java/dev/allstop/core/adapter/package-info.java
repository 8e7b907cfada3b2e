/**
 * What adapters are written against, together with {@link dev.allstop.core.gate}: the public interface of Allstop for
 * those who teach it a job server of their own. An adapter implements
 * {@link dev.allstop.core.adapter.JobServerAdapter}; everything else here helps it to do so. How to, and how to do
 * without Java: {@code agent/adapters/README.md}.
 */
package dev.allstop.core.adapter;
