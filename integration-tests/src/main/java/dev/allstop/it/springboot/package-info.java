/** Spring Boot applications: the subjects that leave their job server to its starter. */
package dev.allstop.it.springboot;
