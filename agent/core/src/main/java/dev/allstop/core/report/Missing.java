package dev.allstop.core.report;

import dev.allstop.core.config.OneLine;

/** What reports call missing: the name of a node, how many more there should be, or all others and why they are out of sight. */
public final class Missing {

    private static final String REST_OF_FLEET = "rest of the fleet";
    private static final String WHY = ": ";

    private Missing() {
    }

    /** For a node that has not joined: it cannot know whom it passes over. */
    public static String restOfFleet(String why) {
        return REST_OF_FLEET + WHY + why;
    }

    /** Short and whole, for a place among names. */
    static String name(String missing) {
        return isRestOfFleet(missing) ? REST_OF_FLEET : missing;
    }

    /** A line of its own. */
    static String remark(String missing, int nameWidth) {
        return isRestOfFleet(missing)
                ? REST_OF_FLEET + ", which this node has not joined" + OneLine.of(missing.substring(REST_OF_FLEET.length()), 200)
                : OneLine.of(missing, nameWidth) + " expected, never seen";
    }

    private static boolean isRestOfFleet(String missing) {
        return missing.startsWith(REST_OF_FLEET + WHY);
    }
}
