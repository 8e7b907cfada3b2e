package dev.allstop.bench;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param baseline what it is compared with, measured in the same run
 * @param compared the figure that the budget is about
 * @param budget   from DESIGN.md, section 6; empty where there is none
 * @param verdict  empty where there is no budget
 */
public record Row(String what, String baseline, String withAllstop, String compared, String budget, String verdict) {

    /** A figure that has a budget. */
    public static Row budgeted(String what, String baseline, String withAllstop, String compared, String budget,
                               boolean met) {
        return new Row(what, baseline, withAllstop, compared, budget, met ? "met" : "**missed**");
    }

    /** A figure for information. */
    public static Row told(String what, String baseline, String withAllstop, String compared) {
        return new Row(what, baseline, withAllstop, compared, "", "");
    }

    /** A difference, as one of the others has written it, with its sign. */
    public static String added(String figure) {
        return figure.startsWith("-") ? figure : "+" + figure;
    }

    public static String ms(double milliseconds) {
        return text(milliseconds < 10 ? "%.1f ms" : "%.0f ms", milliseconds);
    }

    public static String ns(double nanoseconds) {
        return text("%.0f ns", nanoseconds);
    }

    public static String mb(double megabytes) {
        return text("%.1f MB", megabytes);
    }

    public static String times(double ratio) {
        return text("%.2f ×", ratio);
    }

    public static String number(double number) {
        return text("%.0f", number);
    }

    public static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
