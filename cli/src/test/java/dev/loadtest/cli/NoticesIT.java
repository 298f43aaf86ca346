package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Licences and notices within the command line's jar, which other software is part of. */
class NoticesIT {

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void jarHoldsLicencesAndNotices() throws IOException {
        Path file = Path.of(System.getProperty("basedir", "."), "target", "loadtest.jar");
        try (JarFile jar = new JarFile(file.toFile())) {
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
            assertThat(text(jar, "META-INF/NOTICE")).contains("The Netty Project", "Jackson JSON processor");
            assertThat(text(jar, "META-INF/THIRD-PARTY.md"))
                    .contains("ch.qos.logback:logback-core", "Michael Bayne", "Permission is hereby granted");
        }
    }
}
