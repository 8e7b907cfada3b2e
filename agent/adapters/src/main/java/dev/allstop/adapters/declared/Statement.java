package dev.allstop.adapters.declared;

/**
 * Something to do: a call, or a value written to a field.
 *
 * @param optional   left out in a version that does not have what it names
 * @param path       for an assignment it ends in the field
 * @param assignment whether {@code value} is written
 */
record Statement(boolean optional, Path path, boolean assignment, Object value) {
}
