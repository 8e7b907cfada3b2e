package dev.allstop.adapters.declared;

import dev.allstop.core.adapter.UnsupportedShape;
import java.io.File;

/**
 * An entry of a declaration, with its place for whoever has to mend it.
 *
 * @param number of the line it begins on, from 1
 */
record Line(File file, int number, String key, String value) {

    private String place() {
        return file + ":" + number + ": " + key + ": ";
    }

    /** It cannot be understood. */
    IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException("option adapters.path: " + place() + why);
    }

    /** It is understood, but the class is not as it says. */
    UnsupportedShape mismatch(String why) {
        return new UnsupportedShape(place() + why);
    }
}
