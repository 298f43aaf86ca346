package dev.loadtest.operator.observe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import dev.loadtest.operator.desired.PodSeal;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes pods and Jobs without most of their specs, labels and annotations: creators of pods may give them our
 * label, and each may be 1 MB.
 */
final class TrimmedPods extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription type, JsonDeserializer<?> usual) {
        boolean isLean = type.getBeanClass() == Pod.class || type.getBeanClass() == Job.class;
        return isLean ? new Deserializer(usual) : usual;
    }

    private static final class Deserializer extends DelegatingDeserializer {
        private static final long serialVersionUID = 1;

        Deserializer(JsonDeserializer<?> usual) {
            super(usual);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
            return new Deserializer(usual);
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Object whole = super.deserialize(in, context);
            switch (whole) {
                case Pod pod -> lean(pod);
                case Job job -> lean(job);
                default -> {}
            }
            return whole;
        }
    }

    private static void lean(Pod pod) {
        lean(pod.getMetadata());
        if (pod.getSpec() != null) {
            pod.setSpec(PodSeal.alone(pod.getSpec()));
        }
    }

    private static void lean(Job job) {
        lean(job.getMetadata());
        if (job.getSpec() != null
                && job.getSpec().getTemplate() != null
                && job.getSpec().getTemplate().getSpec() != null) {
            PodSpec seal = PodSeal.alone(job.getSpec().getTemplate().getSpec());
            job.getSpec()
                    .setTemplate(new PodTemplateSpecBuilder().withSpec(seal).build());
        }
    }

    private static void lean(@Nullable ObjectMeta metadata) {
        if (metadata != null) {
            metadata.setManagedFields(null);
            metadata.setLabels(known(metadata.getLabels()));
            metadata.setAnnotations(known(metadata.getAnnotations()));
        }
    }

    private static Map<String, String> known(@Nullable Map<String, String> all) {
        Map<String, String> known = new TreeMap<>();
        if (all != null) {
            all.forEach((name, value) -> {
                if (name.startsWith("loadtest.dev/")
                        || name.startsWith("batch.kubernetes.io/")
                        || name.startsWith("app.kubernetes.io/")) {
                    known.put(name, value);
                }
            });
        }
        return known;
    }
}
