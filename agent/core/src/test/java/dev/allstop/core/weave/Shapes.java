package dev.allstop.core.weave;

import java.util.function.UnaryOperator;

/** Methods of all the shapes that libraries have; each counts its body. */
public class Shapes {

    public static int bodies;

    private final Object lock = new Object();

    public Shapes() {
    }

    public Shapes(String how) {
        this();
        if (how.equals("early")) {
            return;
        }
        if (how.equals("refused")) {
            throw new IllegalStateException(how);
        }
    }

    public void nothing() {
        bodies++;
    }

    public boolean truth(boolean value) {
        bodies++;
        return value;
    }

    public byte small(byte value) {
        bodies++;
        return value;
    }

    public short shortOne(short value) {
        bodies++;
        return value;
    }

    public char character(char value) {
        bodies++;
        return value;
    }

    public int number(int value) {
        bodies++;
        return value;
    }

    public long wide(long value) {
        bodies++;
        return value;
    }

    public float broken(float value) {
        bodies++;
        return value;
    }

    public double brokenWide(double value) {
        bodies++;
        return value;
    }

    public String text(String value) {
        bodies++;
        return value;
    }

    public String mixed(long a, double b, String c, int d, float e) {
        bodies++;
        return a + " " + b + " " + c + " " + d + " " + e;
    }

    public int many(int a, int b, int c, int d, int e, int f, int g, int h) {
        bodies++;
        return a + b + c + d + e + f + g + h;
    }

    public int beginsWithALoop(int times) {
        int sum = 0;
        do {
            bodies++;
            sum += 2;
        } while (--times > 0);
        return sum;
    }

    public String branches(int number) {
        bodies++;
        if (number == 0) {
            return "zero";
        } else if (number == 1) {
            return "one";
        }
        return "many";
    }

    public String catches(int divisor) {
        bodies++;
        try {
            return String.valueOf(10 / divisor);
        } catch (ArithmeticException byZero) {
            return "caught " + divisor;
        }
    }

    public String nestedHandlers(String why) {
        bodies++;
        StringBuilder said = new StringBuilder();
        try {
            try {
                throw new IllegalStateException(why);
            } catch (IllegalStateException inner) {
                said.append("inner ");
                throw new IllegalArgumentException(inner);
            }
        } catch (IllegalArgumentException outer) {
            said.append("outer ");
        } finally {
            said.append("end");
        }
        return said.toString();
    }

    @SuppressWarnings("finally")
    public String finallyReturns(String value) {
        bodies++;
        try {
            throw new IllegalStateException(value);
        } finally {
            return "finally";
        }
    }

    public int locked(int value) {
        bodies++;
        synchronized (lock) {
            synchronized (this) {
                return value;
            }
        }
    }

    public String parameterReused(Object value) {
        bodies++;
        value = "reused " + value;
        for (int i = 0; i < 1; i++) {
            Object inner = value;
            value = inner;
        }
        return (String) value;
    }

    public String capturing(String value) {
        bodies++;
        String prefix = "a-";
        UnaryOperator<String> joined = text -> prefix + text;
        return joined.apply(value);
    }

    public String switches(String value) {
        bodies++;
        return switch (value) {
            case "a" -> "A";
            case "b" -> "B";
            default -> throw new IllegalArgumentException(value);
        };
    }

    public double wideLocals(long a, double b) {
        bodies++;
        long sum = a;
        double total = 0;
        for (double step = b; step > 0; step--) {
            long before = sum;
            sum = before + 1;
            total += sum;
        }
        return total + 1;
    }

    public static long statically(long value) {
        bodies++;
        return value;
    }

    public synchronized int throwsItself(String why) {
        throw new IllegalStateException(why);
    }

    public long throwsFromACall(String why) {
        return throwsItself(why);
    }

    public String throwsInLock(String why) {
        synchronized (lock) {
            throw new IllegalStateException(why);
        }
    }

    public String throwsFromHandler(String why) {
        try {
            return String.valueOf(10 / Integer.parseInt("0"));
        } catch (ArithmeticException byZero) {
            throw new IllegalStateException(why);
        }
    }

    public void recurses(int deeper) {
        if (deeper > 0) {
            recurses(deeper - 1);
        }
    }

    public int overloaded(int one) {
        return one;
    }

    public int overloaded(int one, int two) {
        return one + two;
    }
}
