package dev.allstop.adapters.declared;

import dev.allstop.adapters.declared.Path.Call;
import dev.allstop.adapters.declared.Path.Cast;
import dev.allstop.adapters.declared.Path.Field;
import dev.allstop.adapters.declared.Path.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads what stands behind the equals sign.
 *
 * <pre>
 * statements = [?] statement { ; [?] statement }
 * statement  = path [ = literal ]
 * sum        = path { + path }
 * path       = ( name | call | ( ( class ) path ) ) { . ( name | call ) }
 * call       = name ( [ literal { , literal } ] )
 * literal    = true | false | null | 12 | 12L | "text"
 * </pre>
 */
final class Parser {

    private final Line line;
    private final String text;
    private final List<String> roots;
    private int at;

    /** @param roots what a path may begin with; a path that begins otherwise begins at the first of them */
    Parser(Line line, String... roots) {
        this.line = line;
        this.text = line.value();
        this.roots = Arrays.asList(roots);
    }

    Path path() {
        Path path = pathHere();
        end();
        return path;
    }

    List<Path> sum() {
        List<Path> terms = new ArrayList<>();
        do {
            terms.add(pathHere());
        } while (taken('+'));
        end();
        return terms;
    }

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        do {
            boolean optional = taken('?');
            Path path = pathHere();
            boolean assignment = taken('=');
            Object value = assignment ? literal() : null;
            Step last = path.steps().isEmpty() ? null : path.steps().get(path.steps().size() - 1);
            if (assignment ? !(last instanceof Field) : !(last instanceof Call)) {
                throw line.malformed("\"" + path + "\" does nothing: write a call such as pause(), or a field and its "
                        + "new value such as accepting = false");
            }
            statements.add(new Statement(optional, path, assignment, value));
        } while (taken(';') && !atEnd());
        end();
        return statements;
    }

    private Path pathHere() {
        skipBlanks();
        int begin = at;
        List<Step> steps = new ArrayList<>();
        String root = primary(steps);
        while (taken('.')) {
            steps.add(step(name()));
        }
        return new Path(line, text.substring(begin, at).strip(), root, List.copyOf(steps));
    }

    private String primary(List<Step> steps) {
        if (!taken('(')) {
            String name = name();
            skipBlanks();
            if (roots.contains(name) && (atEnd() || text.charAt(at) != '(')) {
                return name;
            }
            steps.add(step(name));
            return roots.get(0);
        }
        expect('(');
        StringBuilder className = new StringBuilder(name());
        while (taken('.')) {
            className.append('.').append(name());
        }
        expect(')');
        String root = primary(steps);
        while (taken('.')) {
            steps.add(step(name()));
        }
        expect(')');
        steps.add(new Cast(className.toString()));
        return root;
    }

    private Step step(String name) {
        if (!taken('(')) {
            return new Field(name);
        }
        List<Object> arguments = new ArrayList<>();
        if (!taken(')')) {
            do {
                arguments.add(literal());
            } while (taken(','));
            expect(')');
        }
        // Not a copying list: those refuse null.
        return new Call(name, Collections.unmodifiableList(arguments));
    }

    private Object literal() {
        skipBlanks();
        if (taken('"')) {
            int close = text.indexOf('"', at);
            if (close < 0) {
                throw unexpected("the closing \"");
            }
            String string = text.substring(at, close);
            at = close + 1;
            return string;
        }
        int begin = at;
        while (!atEnd() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String word = text.substring(begin, at);
        switch (word) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            default:
                try {
                    return word.endsWith("L") ? (Object) Long.valueOf(word.substring(0, word.length() - 1))
                            : (Object) Integer.valueOf(word);
                } catch (NumberFormatException no) {
                    at = begin;
                    throw unexpected("true, false, null, a number or a \"text\"");
                }
        }
    }

    private String name() {
        skipBlanks();
        int begin = at;
        while (!atEnd() && (at == begin ? Character.isJavaIdentifierStart(text.charAt(at))
                : Character.isJavaIdentifierPart(text.charAt(at)))) {
            at++;
        }
        if (at == begin) {
            throw unexpected("the name of a field or a method");
        }
        return text.substring(begin, at);
    }

    private boolean taken(char character) {
        skipBlanks();
        if (atEnd() || text.charAt(at) != character) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char character) {
        if (!taken(character)) {
            throw unexpected(String.valueOf(character));
        }
    }

    private void skipBlanks() {
        while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    private void end() {
        skipBlanks();
        if (!atEnd()) {
            throw unexpected("the end");
        }
    }

    private IllegalArgumentException unexpected(String expected) {
        return line.malformed("expected " + expected + (text.isEmpty() ? "" : " in \"" + text + "\"")
                + (atEnd() ? " at its end" : " before \"" + text.substring(at) + "\""));
    }
}
