package dev.allstop.core.adapter;

/** For a method whose answer may have to be another one, known only after it has been called. Rarely what is needed. */
public interface ReplacingHandler extends HookHandler {

    /**
     * After the method, instead of {@link #exit}, unless it threw; with the token of {@link #enter}.
     *
     * @param returned what it returned, primitives boxed
     * @return what it is to return, of a type that it can
     */
    Object replace(Object token, Object self, Object returned) throws Throwable;
}
