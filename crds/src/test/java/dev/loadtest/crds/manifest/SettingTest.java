package dev.loadtest.crds.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --set} does to a manifest. */
class SettingTest {
    private static final String MANIFEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: a}
            spec:
              target: {url: "http://plots"}
              requests:
              - {name: r, method: POST, path: /, query: {page: a}, body: {json: {count: 1}}}
              phases:
              - {name: one, request: r}
              - {name: two, request: r, rate: {perSecond: 1, duration: 1s}, maxFailures: 1}
            """;

    private static Manifest read(String... settings) {
        return ManifestReader.readAll(
                        MANIFEST.getBytes(UTF_8),
                        Stream.of(settings).map(Setting::parse).toList(),
                        Map.of())
                .getFirst();
    }

    /** The value as the model has it, for each type of field. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    spec.target.url=https://x?a=b                   | /target/url                | "https://x?a=b"
                    spec.target.connections=7                       | /target/connections        | 7
                    spec.phases[1].rate.perSecond=200               | /phases/1/rate/perSecond   | 200.0
                    spec.phases[1].rate.perSecond=0.5               | /phases/1/rate/perSecond   | 0.5
                    spec.seed=9007199254740992                      | /seed                      | 9007199254740992
                    spec.suspend=true                               | /suspend                   | true
                    spec.select=true                                | /select                    | "true"
                    spec.select=5                                   | /select                    | "5"
                    spec.phases[1].maxFailures=5%                   | /phases/1/maxFailures      | "5%"
                    spec.phases[1].maxFailures=5                    | /phases/1/maxFailures      | 5
                    spec.phases[0].onFailure=Stop                   | /phases/0/onFailure        | "Stop"
                    spec.phases[0].burst.requests=3                 | /phases/0/burst            | {"requests":3}
                    spec.phases[0].burst={requests: 3}              | /phases/0/burst            | {"requests":3}
                    spec.phases[1].needs=[one]                      | /phases/1/needs            | ["one"]
                    spec.phases[1].needs[0]=one                     | /phases/1/needs            | ["one"]
                    spec.requests[0].query.page=5                   | /requests/0/query          | {"page":"5"}
                    spec.requests[0].query["a b"]=x                 | /requests/0/query/a b      | "x"
                    spec.requests[0].body.json.count=5              | /requests/0/body/json      | {"count":5}
                    spec.requests[0].body.json.name=five            | /requests/0/body/json/name | "five"
                    spec.requests[0].body.json=[1, {a: b}]          | /requests/0/body/json      | [1,{"a":"b"}]
                    spec.variants[0]={name: v, values: {zip: "02"}} | /variants/0/values         | {"zip":"02"}
                    """)
    void typedBySchema(String setting, String pointer, String json) throws Exception {
        Manifest manifest = read(setting);
        assertThat(manifest.problems()).isEmpty();
        JsonNode spec = new JsonMapper().valueToTree(manifest.spec());
        assertThat(spec.at(pointer)).hasToString(json);
    }

    @Test
    void setsName() {
        assertThat(read("metadata.name=other").name()).isEqualTo("other");
    }

    @Test
    void laterWins() {
        assertThat(read("spec.seed=1", "spec.seed=2").spec().seed()).isEqualTo(2);
    }

    @Test
    void problemsAreReportedTogether() {
        Manifest manifest = read(
                "spec.seed=x",
                "spec.target.ulr=http://y",
                "spec.phases[5].request=r",
                "spec.phases.name=x",
                "spec.target[0]=x",
                "spec.seed.more=x",
                "spec.phases[0].rate.perSecond=many",
                "spec.phases[1].timeout=5",
                "spec.suspend=yes");
        assertThat(manifest.problems().stream().sorted(manifest.places()).map(problem -> manifest.places()
                        .line(problem, "f")))
                .containsExactlyInAnyOrder(
                        "f: --set spec.seed: expected a whole number, found the text \"x\"",
                        "f: --set spec.target.ulr: unknown field (did you mean \"url\"?)",
                        "f: --set spec.phases: has 2 entries; [5] is not one of them, [2] would be added",
                        "f: --set spec.phases: is a list; write spec.phases[0], as it is no value that has a field \"name\"",
                        "f: --set spec.target: is no list that has an entry [0]",
                        "f: --set spec.seed: is no value that has a field \"more\"",
                        "f: --set spec.phases[0].rate.perSecond: expected a number, found the text \"many\"",
                        "f: --set spec.phases[1].timeout: 5 has no unit; write 5s, 5ms or 5m",
                        "f: --set spec.suspend: expected true or false, found the text \"yes\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spec",
                "spec=x",
                "spec.seed",
                "=x",
                ".spec.a=x",
                "kind=x",
                "spec..a=x",
                "spec.a[x]=1",
                "spec.a b=1"
            })
    void invalidPathIsRefused(String text) {
        assertThatThrownBy(() -> Setting.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("write it as PATH=VALUE");
    }
}
