/** The playbooks of {@code demo-host/ansible}, run by the real Ansible against real JVMs of the demo host. */
package dev.allstop.it.ansible;
