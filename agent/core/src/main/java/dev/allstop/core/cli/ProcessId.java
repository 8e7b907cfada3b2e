package dev.allstop.core.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A process id, refused in the operator's words. */
final class ProcessId implements ITypeConverter<Long> {

    @Override
    public Long convert(String value) {
        if (!value.matches("[1-9][0-9]{0,9}")) {
            throw new TypeConversionException("'" + value + "' is not a process id: allstop ps shows them");
        }
        return Long.valueOf(value);
    }
}
