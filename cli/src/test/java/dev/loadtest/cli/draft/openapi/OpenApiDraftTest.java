package dev.loadtest.cli.draft.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.cli.draft.Draft;
import dev.loadtest.cli.draft.Drafts;
import dev.loadtest.cli.draft.Undraftable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiDraftTest {
    private static final String HEAD =
            "openapi: 3.0.3\ninfo: {title: Shop}\nservers: [{url: \"https://shop.example/v1/\"}]\n";

    private static Draft draft(String document) throws Undraftable {
        return OpenApiDraft.of(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String document) throws Undraftable {
        Draft draft = draft(document);
        Drafts.plan(draft);
        return Drafts.text(draft);
    }

    private static String get(String operation) throws Undraftable {
        return text(HEAD + "paths: {\"/a/{id}\": {get: " + operation + "}}\n");
    }

    @Nested
    class Parameters {
        @Test
        void inPathQueryAndHeader() throws Undraftable {
            assertThat(get("""
                            {operationId: readIt, summary: "Reads it", parameters: [
                              {name: id, in: path, required: true, schema: {type: integer, minimum: 5}},
                              {name: page, in: query, schema: {type: integer, default: 2}},
                              {name: tags, in: query, required: true, schema: {type: array, items: {enum: [new, old]}}},
                              {name: optional, in: query, schema: {type: string}},
                              {name: X-Trace, in: header, required: true, example: abc},
                              {name: Accept, in: header, required: true, schema: {type: string}}]}"""))
                    .contains("  # Reads it\n  - name: read-it\n    path: /a/5\n")
                    .contains("query: [{name: page, value: \"2\"}, {name: tags, value: new}]")
                    .contains("headers: [{name: X-Trace, value: abc}]")
                    .contains("# - read-it: optional parameters left out: optional");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {type: string, format: uuid}            | 3f2504e0-4f89-41d3-9a0c-0305e82c3301
                        {type: string, format: date}            | 2026-01-15
                        {type: string, enum: [b, a]}            | b
                        {type: string, minLength: 9}            | exampleex
                        {type: string, maxLength: 3}            | exa
                        {type: string, example: ../../etc/pw}   | ..%2F..%2Fetc%2Fpw
                        {type: string, example: "ü $ {x} %"}    | %C3%BC%20$%20{x}%20%25
                        {type: [null, boolean]}                 | true
                        {examples: [first, second]}             | first
                        {const: fixed}                          | fixed
                        {$ref: "#/nowhere"}                     | example
                        """)
        void ofSchemas(String schema, String value) throws Undraftable {
            String quoted = schema.replace("[null,", "[\"null\",");
            assertThat(get("{parameters: [{name: id, in: path, required: true, schema: " + quoted + "}]}"))
                    .contains("/a/" + value);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {name: f, in: query, style: deepObject, example: {a: 1, b: x}} | query: [{name: "f[a]", value: "1"}, {name: "f[b]", value: x}]
                        {name: f, in: query, example: {a: 1}}                          | query: [{name: a, value: "1"}]
                        {name: f, in: query, explode: false, example: [1, 2]}          | query: [{name: f, value: "1,2"}]
                        {name: f, in: query, content: {application/json: {schema: {}}}, example: {a: 1}} | query: [{name: f, value: "{\\"a\\":1}"}]
                        {name: f, in: cookie, example: a b}                            | headers: [{name: Cookie, value: "f=a_b"}]
                        """)
        void ofStyles(String parameter, String written) throws Undraftable {
            assertThat(get("{parameters: [" + parameter + "]}")).contains(written);
        }

        /** In later examples of the same path they are one segment; nothing climbs out of it. */
        @Test
        void ofItsPathAndReferences() throws Undraftable {
            assertThat(text(HEAD + """
                            components: {parameters: {Id: {name: id, in: path, required: true, example: 7}}}
                            paths:
                              /a/{id}:
                                parameters: [{$ref: "#/components/parameters/Id"}]
                                get: {}
                                head: {parameters: [{name: id, in: path, required: true, example: 8}]}
                            """))
                    .contains(
                            "- name: get-a-id\n    path: /a/7\n",
                            "- name: head-a-id\n    method: HEAD\n    path: /a/8\n");
        }
    }

    @Nested
    class Bodies {
        private String post(String content) throws Undraftable {
            return text(
                    HEAD + "paths: {/a: {post: {requestBody: {content: " + content + "}, responses: {\"201\": {}}}}}");
        }

        @Test
        void ofJson() throws Undraftable {
            assertThat(
                            post(
                                    "{application/json: {schema: {type: object, required: [n], properties: {"
                                            + "n: {type: number, minimum: 2.5}, id: {type: string, readOnly: true}, l: {type: array, items: {type: boolean}}}}}}"))
                    .contains("json: {\"n\": 2.5, \"l\": [true]}")
                    .contains("expect: {status: [201]}");
        }

        @Test
        void ofExamplesFirst() throws Undraftable {
            assertThat(
                            post(
                                    "{application/json: {examples: {one: {value: {a: \"${env:HOME}\"}}}, schema: {type: string}}}"))
                    .contains("json: {\"a\": \"$${env:HOME}\"}");
        }

        @Test
        void ofAllOneAndAnyOf() throws Undraftable {
            assertThat(post("{application/json: {schema: {allOf: [{properties: {a: {type: integer}}},"
                            + " {properties: {b: {oneOf: [{enum: [x]}, {type: integer}]}}}]}}}"))
                    .contains("json: {\"a\": 1, \"b\": \"x\"}");
        }

        /** Parts that only describe, or only require, give no value. */
        @Test
        void ofAllOfWithoutValues() throws Undraftable {
            assertThat(post("{application/json: {schema: {allOf: [{properties: {a: {type: integer}}},"
                            + " {required: [a]}, {description: more}, {nullable: true}]}}}"))
                    .contains("json: {\"a\": 1}");
        }

        @Test
        void ofXmlNeedAnExample() throws Undraftable {
            assertThat(post("{application/xml: {schema: {type: object}}}")).contains("its body is not translated");
            assertThat(post("{application/xml: {example: <a/>}}")).contains("text: \"<a/>\"");
        }

        @Test
        void ofForms() throws Undraftable {
            assertThat(post("{application/x-www-form-urlencoded: {schema: {properties: {a: {type: string}}}}}"))
                    .contains("form: [{name: a, value: example}]");
            assertThat(post("{multipart/form-data: {schema: {properties: {a: {type: string, format: binary}}}}}"))
                    .contains("multipart: [{name: a, text: example}]");
        }

        @Test
        void ofOtherTypesAreLeftOut() throws Undraftable {
            assertThat(post("{image/png: {schema: {type: string}}}"))
                    .contains("# - post-a: its body is not translated");
        }
    }

    @Nested
    class Security {
        private static final String SCHEMES = """
                components: {securitySchemes: {
                  token: {type: http, scheme: bearer}, login: {type: http, scheme: basic}, key: {type: apiKey, in: header, name: X-Key},
                  param: {type: apiKey, in: query, name: key}, flow: {type: oauth2}, mine: {type: mutualTLS}}}
                """;

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        token   | {name: Authorization, value: "Bearer ${env:TOKEN:-set-TOKEN}"}
                        login   | {name: Authorization, value: "Basic ${env:LOGIN:-set-LOGIN}"}
                        flow    | {name: Authorization, value: "Bearer ${env:FLOW:-set-FLOW}"}
                        key     | {name: X-Key, value: "${env:KEY:-set-KEY}"}
                        param   | query: [{name: key, value: "${env:PARAM:-set-PARAM}"}]
                        mine    | # - security mine is not translated: type mutualTLS
                        missing | # - security missing is not translated: the document has no such scheme
                        """)
        void comesFromEnvironment(String scheme, String written) throws Undraftable {
            assertThat(text(HEAD + SCHEMES + "security: [{" + scheme + ": []}]\npaths: {/a: {get: {}}}"))
                    .contains(written);
        }

        @Test
        void isOfTheOperation() throws Undraftable {
            assertThat(text(HEAD + SCHEMES + "security: [{token: []}]\npaths: {/a: {get: {security: []}}}"))
                    .doesNotContain("Authorization");
        }
    }

    @Nested
    class Phases {
        @Test
        void sendOnlyWhatChangesNothing() throws Undraftable {
            Draft draft = draft(HEAD + "paths: {/a: {get: {}, delete: {}}, /b: {get: {}}}");
            assertThat(Drafts.plan(draft).phases())
                    .extracting(phase -> phase.name())
                    .containsExactly("get-a", "get-b", "steady");
            assertThat(Drafts.text(draft)).contains("  # - {name: delete-a, request: delete-a}\n");
        }

        @Test
        void sendAllWhereNothingIsSafe() throws Undraftable {
            assertThat(Drafts.plan(draft(HEAD + "paths: {/a: {post: {}}, /b: {post: {}}}"))
                            .phases())
                    .hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [{url: "https://{region}.shop/{v}", variables: {region: {default: eu}, v: {default: v2}}}] | https://eu.shop/v2
                    [{url: /v1}]                                                                          | http://127.0.0.1:8000/v1
                    []                                                                                    | http://127.0.0.1:8000
                    [{url: "ftp://shop"}]                                                                 | http://127.0.0.1:8000
                    [{url: "https://a"}, {url: "https://b"}]                                              | https://a
                    """)
    void server(String servers, String url) throws Undraftable {
        assertThat(text("openapi: 3.1.0\nservers: " + servers + "\npaths: {/a: {get: {}}}"))
                .contains("target: {url: \"" + url + "\"}");
    }

    @Test
    void jsonIsRead() throws Undraftable {
        assertThat(
                        text(
                                "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"A: B\\n# c\"},\"paths\":{\"/a\":{\"get\":{\"operationId\":\"\\u0000 : #\"}}}}"))
                .contains("- name: request\n");
    }

    @Test
    void sameIdsGetNamesOfTheirOwn() throws Undraftable {
        assertThat(draft(
                                HEAD
                                        + "paths: {/a: {get: {operationId: x}}, /b: {get: {operationId: X}}, /c: {get: {operationId: steady}}}")
                        .requests())
                .extracting(request -> request.name())
                .containsExactly("x", "x-2", "steady");
    }

    @Test
    void circlesEnd() throws Undraftable {
        assertThat(text(HEAD + """
                        components:
                          schemas:
                            Node: {type: object, properties: {next: {$ref: "#/components/schemas/Node"}, all: {type: array, items: {$ref: "#/components/schemas/Node"}}}}
                            Loop: {$ref: "#/components/schemas/Pool"}
                            Pool: {$ref: "#/components/schemas/Loop"}
                        paths:
                          /a: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Node"}}}}}}
                          /b: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Loop"}}}}}}
                          /c: {get: {parameters: [{$ref: "other.yaml#/x"}]}}
                          /d: {$ref: "#/paths/~1d"}
                        """))
                .contains("# - references that are not followed")
                .contains("#/components/schemas/Loop", "#/paths/~1d", "other.yaml#/x");
    }

    @Test
    void manyOperationsAreBounded() throws Undraftable {
        StringBuilder paths = new StringBuilder(HEAD + "paths:\n");
        for (int i = 0; i < 150; i++) {
            paths.append("  /p").append(i).append(": {get: {}}\n");
        }
        assertThat(text(paths.toString())).contains("# - left out: 50 operations");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "a: [",
                "a: *b",
                "swagger: \"2.0\"",
                "openapi: 3.0.0",
                "openapi: 4.0.0\npaths: {/a: {get: {}}}",
                "openapi: 3.0.0\npaths: {/a: {}}",
                "!!java.util.Date {}",
                "&a [*a]",
                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\n"
            })
    void refused(String document) {
        assertThatThrownBy(() -> draft(document))
                .isInstanceOf(Undraftable.class)
                .hasMessageNotContaining("null");
    }
}
