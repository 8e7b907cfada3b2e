/** What the documentation shows, tried. */
package dev.allstop.it.docs;
