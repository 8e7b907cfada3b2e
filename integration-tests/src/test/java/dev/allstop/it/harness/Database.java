package dev.allstop.it.harness;

/** A database of its own for one test, which hosts reach over the loopback address; gone when it is closed. */
public interface Database extends AutoCloseable {

    /** JDBC URL, for the user {@code sa} without a password. */
    String url();

    @Override
    void close();

    static Database h2() {
        return H2Database.start();
    }

    static Database postgres() {
        return PostgresDatabase.start();
    }
}
