package dev.loadtest.cli.log;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the argument of {@code --out}. */
public final class LogTargetConverter implements ITypeConverter<LogTarget> {
    @Override
    public LogTarget convert(String text) {
        try {
            return LogTarget.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
