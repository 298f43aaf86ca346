package dev.loadtest.operator.observe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.OutputSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cached part of a LoadTest: identity, status, marks of tools that {@linkplain Reapplied apply} it again, and the fields of its spec that matter while it waits, runs or is
 * kept. The rest of a manifest, up to 1.5 MB and many times as much as objects, is skipped while parsing, and fetched
 * when it is compiled ({@link WholeSpec}).
 */
public final class LoadTestHead extends StdDeserializer<LoadTest> {
    private static final long serialVersionUID = 1;

    private LoadTestHead() {
        super(LoadTest.class);
    }

    /** Serialization of a client that reads heads of LoadTests and {@linkplain TrimmedPods trimmed} pods. */
    public static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.registerModule(new SimpleModule("heads")
                .addDeserializer(LoadTest.class, new LoadTestHead())
                .setDeserializerModifier(new TrimmedPods()));
        return new KubernetesSerialization(mapper, true);
    }

    @Override
    public LoadTest deserialize(JsonParser in, DeserializationContext context) throws IOException {
        LoadTest test = new LoadTest();
        for (String field = first(in); field != null; field = in.nextFieldName()) {
            boolean isObject = in.nextToken() == JsonToken.START_OBJECT;
            if (isObject && field.equals("metadata")) {
                test.setMetadata(metadata(in));
            } else if (isObject && field.equals("spec")) {
                test.setSpec(spec(in, context));
            } else if (isObject && field.equals("status")) {
                test.setStatus(context.readValue(in, LoadTestStatus.class));
            } else {
                in.skipChildren();
            }
        }
        return test;
    }

    /** First field of the object at whose start, or first field, the parser is. */
    private static @Nullable String first(JsonParser in) throws IOException {
        return in.currentToken() == JsonToken.START_OBJECT ? in.nextFieldName() : in.currentName();
    }

    private static ObjectMeta metadata(JsonParser in) throws IOException {
        ObjectMeta metadata = new ObjectMeta();
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            switch (field) {
                case "name" -> metadata.setName(in.getValueAsString());
                case "namespace" -> metadata.setNamespace(in.getValueAsString());
                case "uid" -> metadata.setUid(in.getValueAsString());
                case "resourceVersion" -> metadata.setResourceVersion(in.getValueAsString());
                case "generation" -> metadata.setGeneration(in.getValueAsLong());
                case "creationTimestamp" -> metadata.setCreationTimestamp(in.getValueAsString());
                case "deletionTimestamp" -> metadata.setDeletionTimestamp(in.getValueAsString());
                case "labels" -> metadata.setLabels(marks(in, Reapplied.LABELS));
                case "annotations" -> metadata.setAnnotations(marks(in, Reapplied.ANNOTATIONS));
                default -> in.skipChildren();
            }
        }
        return metadata;
    }

    /** The few labels or annotations that matter, without their values. */
    private static Map<String, String> marks(JsonParser in, Set<String> keys) throws IOException {
        Map<String, String> marks = new HashMap<>();
        if (in.currentToken() == JsonToken.START_OBJECT) {
            for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
                in.nextToken();
                in.skipChildren();
                if (keys.contains(key)) {
                    marks.put(key, "");
                }
            }
        }
        return marks;
    }

    /** Target, requests and phases exist only in the whole spec. */
    @SuppressWarnings("NullAway")
    private static LoadTestSpec spec(JsonParser in, DeserializationContext context) throws IOException {
        Integer parallelism = null;
        Boolean suspend = null;
        Boolean stop = null;
        Integer ttl = null;
        OutputSpec output = null;
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            switch (field) {
                case "parallelism" -> parallelism = context.readValue(in, Integer.class);
                case "suspend" -> suspend = context.readValue(in, Boolean.class);
                case "stop" -> stop = context.readValue(in, Boolean.class);
                case "ttlSecondsAfterFinished" -> ttl = context.readValue(in, Integer.class);
                case "output" -> output = context.readValue(in, OutputSpec.class);
                default -> in.skipChildren();
            }
        }
        return new LoadTestSpec(
                null,
                null,
                parallelism,
                null,
                null,
                suspend,
                stop,
                null,
                null,
                ttl,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                output);
    }
}
