package dev.allstop.core.adapter;

import java.util.List;

/** The versions of a library that the conformance suite runs; others are used by their shape, and marked. */
public final class TestedVersions {

    private final String library;
    private final List<String> versions;

    private TestedVersions(String library, List<String> versions) {
        this.library = library;
        this.versions = versions;
    }

    /** @param versions each in full, or with a dot at its end for all that begin so */
    public static TestedVersions of(String library, String... versions) {
        return new TestedVersions(library, List.of(versions));
    }

    /**
     * For {@link ServerControl#library}: name and version, by {@link Reach#version}.
     *
     * @param member a class of the library itself, not a sub-class that an application may have
     */
    public String libraryOf(Class<?> member) {
        return library(Reach.version(member));
    }

    /** Likewise, when the library says itself which version it is. */
    public String library(String version) {
        return library + " " + version + (isTested(version) ? "" : " (untested)");
    }

    private boolean isTested(String version) {
        return versions.stream().anyMatch(tested -> tested.endsWith(".") ? version.startsWith(tested)
                : version.equals(tested));
    }
}
