package dev.loadtest.e2e;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Objects forged with the rights to create ConfigMaps and pods: names, labels and owners of a LoadTest are public. */
final class Forgery {
    private Forgery() {}

    /** Name prefix of a LoadTest's objects. */
    static String base(LoadTest test) {
        byte[] uid = test.getMetadata().getUid().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(uid);
            return test.getMetadata().getName() + "-"
                    + HexFormat.of().formatHex(hash).substring(0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, String> labels(LoadTest test) {
        return Map.of(
                "app.kubernetes.io/name",
                "loadtest",
                "app.kubernetes.io/managed-by",
                "loadtest-operator",
                "app.kubernetes.io/component",
                "worker",
                Run.LABEL,
                test.getMetadata().getName(),
                "loadtest.dev/uid",
                test.getMetadata().getUid());
    }

    private static ObjectMeta metadata(LoadTest test, String suffix) {
        return new ObjectMetaBuilder()
                .withName(base(test) + suffix)
                .withNamespace(test.getMetadata().getNamespace())
                .withLabels(labels(test))
                .addNewOwnerReference()
                .withApiVersion(LoadTest.API_VERSION)
                .withKind(LoadTest.KIND)
                .withName(test.getMetadata().getName())
                .withUid(test.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .build();
    }

    /** A plan of 1,000 workers that send 200,000 requests a second. */
    static ConfigMap plan(LoadTest test, String url) {
        String manifest = """
                {"apiVersion": "loadtest.dev/v1alpha1", "kind": "LoadTest", "metadata": {"name": "%s"},
                 "spec": {"target": {"url": "%s", "connections": 10000}, "parallelism": 1000,
                          "requests": [{"name": "r", "path": "/"}],
                          "phases": [{"name": "p", "request": "r", "rate": {"perSecond": 200000, "duration": "1h"}}]}}
                """.formatted(test.getMetadata().getName(), url);
        return new ConfigMapBuilder()
                .withMetadata(metadata(test, "-plan"))
                .withImmutable(true)
                .addToData("seed", "7")
                .addToData("addresses", "0.0.0.0/0,::/0")
                .addToData("maxRequestsPerSecond", "0")
                .addToBinaryData("manifest.json.gz", packed(manifest.getBytes(StandardCharsets.UTF_8), 1))
                .addToBinaryData("files.json.gz", packed("[]".getBytes(StandardCharsets.UTF_8), 1))
                .build();
    }

    /** A checkpoint's head of the highest epoch, with 256 MiB unpacked. */
    static ConfigMap checkpoint(LoadTest test) {
        return new ConfigMapBuilder()
                .withMetadata(metadata(test, "-checkpoint"))
                .addToData("epoch", String.valueOf(Long.MAX_VALUE))
                .addToData("commits", "1")
                .addToData("holder", "somebody")
                .addToBinaryData("head", packed(new byte[1 << 20], 256))
                .addToBinaryData("seal", Base64.getEncoder().encodeToString(new byte[32]))
                .build();
    }

    private static String packed(byte[] content, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int time = 0; time < times; time++) {
                gzip.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
