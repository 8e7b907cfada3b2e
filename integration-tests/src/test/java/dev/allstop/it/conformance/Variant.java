package dev.allstop.it.conformance;

import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzClustered;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.Subject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A way to run a kind of job server, in all the versions there are. */
final class Variant {

    static final List<Variant> ALL = List.of(
            inMemory("quartz", "RAM store", QuartzInMemory.class),
            onDatabase("quartz", "JDBC store, clustered", QuartzClustered.class));

    private final String kind;
    private final String name;
    private final Class<? extends Subject> subject;
    private final boolean database;
    private final Map<Guarantee, String> cannot = new EnumMap<>(Guarantee.class);
    private long repeatMillis = 500;

    private Variant(String kind, String name, Class<? extends Subject> subject, boolean database) {
        this.kind = kind;
        this.name = name;
        this.subject = subject;
        this.database = database;
    }

    /** Each JVM has its own jobs. */
    static Variant inMemory(String kind, String name, Class<? extends Subject> subject) {
        return new Variant(kind, name, subject, false);
    }

    /** The jobs are in a database, and several JVMs share them. */
    static Variant onDatabase(String kind, String name, Class<? extends Subject> subject) {
        return new Variant(kind, name, subject, true);
    }

    /** The library, not Allstop, makes it impossible. */
    Variant cannot(Guarantee guarantee, String why) {
        cannot.put(guarantee, why);
        return this;
    }

    /** The shortest period of recurring jobs that the library allows, when half a second is too short. */
    Variant repeatingEvery(long millis) {
        repeatMillis = millis;
        return this;
    }

    /** A variant in one version. */
    record Row(Library library, Variant variant) {

        Class<? extends Subject> subject() {
            return variant.subject;
        }

        boolean onDatabase() {
            return variant.database;
        }

        long repeatMillis() {
            return variant.repeatMillis;
        }

        String cannot(Guarantee guarantee) {
            return variant.cannot.get(guarantee);
        }

        @Override
        public String toString() {
            return library + ", " + variant.name;
        }
    }

    static Stream<Row> rows() {
        return ALL.stream().flatMap(variant -> Library.all(variant.kind).stream()
                .map(library -> new Row(library, variant)));
    }
}
