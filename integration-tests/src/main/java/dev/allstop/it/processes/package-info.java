/** What the engines for BPMN processes have in common, whatever their library. */
package dev.allstop.it.processes;
