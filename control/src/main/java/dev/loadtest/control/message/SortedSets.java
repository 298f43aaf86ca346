package dev.loadtest.control.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Sorted sets: the order of {@code Set.copyOf} differs between processes, and equal plans must be equal bytes. */
final class SortedSets extends StdSerializer<Set<?>> {
    private static final long serialVersionUID = 1;

    SortedSets() {
        super(Set.class, false);
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartArray();
        for (Object element : new TreeSet<Object>(set)) {
            provider.defaultSerializeValue(element, json);
        }
        json.writeEndArray();
    }
}
