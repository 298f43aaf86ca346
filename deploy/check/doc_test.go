// Package check holds the recipes of deploy/ to the code of the tools that read them: Argo CD's Lua interpreter, the kstatus
// library of Flux and Helm, the API server's validation by our CRD, and the types of Argo Rollouts, Flagger and Flux.
package check

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// read returns a file's text; the path is relative to this folder.
func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// documents returns the YAML documents of a file.
func documents(t *testing.T, path string) [][]byte {
	t.Helper()
	var all [][]byte
	for _, text := range bytes.Split(read(t, path), []byte("\n---\n")) {
		if len(bytes.TrimSpace(text)) > 0 {
			all = append(all, text)
		}
	}
	return all
}

// object parses one YAML document, with integers as an API client has them.
func object(t *testing.T, text []byte) *unstructured.Unstructured {
	t.Helper()
	json, err := yaml.YAMLToJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	var parsed unstructured.Unstructured
	if err := parsed.UnmarshalJSON(json); err != nil {
		t.Fatal(err)
	}
	return &parsed
}

// statuses returns the LoadTests of testdata by name; operator's GateStatusesTest writes them.
func statuses(t *testing.T) map[string]*unstructured.Unstructured {
	t.Helper()
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*unstructured.Unstructured{}
	for _, file := range files {
		all[strings.TrimSuffix(filepath.Base(file), ".yaml")] = object(t, bytes.TrimPrefix(read(t, file), []byte("---\n")))
	}
	if len(all) == 0 {
		t.Fatal("there is no LoadTest in testdata")
	}
	return all
}

// sameNames fails the test unless a table has a row for each LoadTest of testdata.
func sameNames[V any](t *testing.T, table map[string]V) {
	t.Helper()
	for name := range statuses(t) {
		if _, found := table[name]; !found {
			t.Errorf("nothing is expected of %s", name)
		}
	}
	for name := range table {
		if _, found := statuses(t)[name]; !found {
			t.Errorf("there is no %s in testdata", name)
		}
	}
}
