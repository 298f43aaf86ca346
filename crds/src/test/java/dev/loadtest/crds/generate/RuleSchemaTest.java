package dev.loadtest.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSchemaTest {

    /** For objects with the fields of each word: whether the rule holds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "has(self.a)                                                   ; a ab     ; - b",
                "!(has(self.a) && has(self.b))                                 ; - a b    ; ab",
                "has(self.a) != has(self.b)                                    ; a b      ; - ab",
                "has(self.a) == has(self.b)                                    ; - ab     ; a b",
                "has(self.a) || !(has(self.b) || has(self.c))                  ; a ab - abc ; b c bc",
                "!has(self.a) || has(self.b)                                   ; - b ab   ; a",
                "[has(self.a), has(self.b)].filter(x, x).size() == 1           ; a b      ; - ab",
                "[has(self.a), has(self.b), has(self.c)].filter(x, x).size() <= 1 ; - a b c ; ab bc abc",
                "[has(self.a), has(self.b) || has(self.c)].filter(x, x).size() <= 1 ; - a b bc ; ab ac",
                "has(self.a) ? !(has(self.b) || has(self.c)) : has(self.b) != has(self.c) ; a b c ; - ab bc ac"
            })
    void translated(String rule, String holds, String broken) {
        Schema schema = SchemaRegistry.withDefaultDialect(Dialects.getDraft7())
                .getSchema(RuleSchema.of(rule).orElseThrow());
        for (String fields : holds.split(" ")) {
            assertThat(schema.validate(object(fields))).as(fields).isEmpty();
        }
        for (String fields : broken.split(" ")) {
            assertThat(schema.validate(object(fields))).as(fields).isNotEmpty();
        }
    }

    private static ObjectNode object(String fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.replace("-", "").chars().forEach(field -> object.put(Character.toString(field), 1));
        return object;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "self.min <= self.max",
                "!has(self.tracked) || self.tracked <= self.requests",
                "has(self.a) has(self.b)",
                "self.phases.all(p, self.phases.exists_one(q, q.name == p.name))"
            })
    void rulesAboutValuesAreNot(String rule) {
        assertThat(RuleSchema.of(rule)).isEmpty();
    }

    /** A rule of the model that is about fields alone is in the schema. */
    @Test
    void rulesOfTheModel() throws Exception {
        String schema = ManifestSchema.generate();
        assertThat(schema).contains("a phase has one of request, journey and mix", "only a file has a fileName");
    }
}
