/**
 * Fleets of real JVMs on networks that fail. {@link dev.allstop.it.faults.FaultsIT} plays rounds: a
 * {@link dev.allstop.it.faults.Scenario} follows from the seed of the run, a {@link dev.allstop.it.faults.Round} plays it
 * on a {@link dev.allstop.it.faults.Network} of its own, and {@link dev.allstop.it.faults.Invariants} judges every report
 * and every node by what the jobs themselves wrote down.
 */
package dev.allstop.it.faults;
