package dev.allstop.core.fleet;

import java.security.SecureRandom;

/** Names of holds: unique without asking anybody, and short enough to be typed from a screen. */
final class HoldId {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 12;

    private HoldId() {
    }

    /** 59 random bits. */
    static String next() {
        StringBuilder id = new StringBuilder();
        for (int letter = 0; letter < LENGTH; letter++) {
            if (letter > 0 && letter % 4 == 0) {
                id.append('-');
            }
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
