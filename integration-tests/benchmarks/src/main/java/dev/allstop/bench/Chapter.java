package dev.allstop.bench;

import java.util.List;

/** Measures one thing with and without Allstop. */
public interface Chapter {

    /** By which it can be asked for alone. */
    String name();

    /** How it is measured, in a sentence or two for the reader of the table. */
    String method();

    List<Row> measure() throws Exception;
}
