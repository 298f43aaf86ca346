package dev.loadtest.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Jenkinsfile, run by Groovy. */
class JenkinsfileTest {
    private static JenkinsPipeline parse() throws IOException {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(JenkinsPipeline.class.getName());
        Binding names = new Binding();
        names.setVariable("any", "any");
        return (JenkinsPipeline) new GroovyShell(JenkinsfileTest.class.getClassLoader(), names, configuration)
                .parse(Files.readString(Path.of("jenkins/Jenkinsfile")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void failsUnlessPassedAndPublishesInAnyCase(int exit, @TempDir Path folder) throws IOException {
        StandIn docker = StandIn.in(folder, "docker", exit);
        JenkinsPipeline pipeline = parse();
        pipeline.shell(script -> {
            Map<String, String> environment = Map.of(
                    "KUBECONFIG", "/secret/config", "LOADTEST_IMAGE", (String) pipeline.getProperty("LOADTEST_IMAGE"));
            try {
                return docker.run(List.of("sh", "-e"), script, environment).exit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });

        pipeline.run();

        assertThat(pipeline.failed()).isEqualTo(exit != 0);
        assertThat(docker.ofLoadtest())
                .containsExactly(
                        "run", "loadtest.yaml", "--cluster", "--wait", "-n", "default", "--output", "loadtest-output");
        assertThat(docker.arguments())
                .contains("/secret/config:/kubeconfig:ro", folder.toRealPath() + ":/work")
                .contains("loadtest-cli:0.1.0-SNAPSHOT");
        assertThat(pipeline.published).containsExactly("loadtest-output/junit.xml", "loadtest-output/**");
    }
}
