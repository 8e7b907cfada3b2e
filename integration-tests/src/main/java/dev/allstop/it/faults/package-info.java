/** What runs beside the fault tests in processes of its own: the JVMs of the fleet, and the network between them. */
package dev.allstop.it.faults;
