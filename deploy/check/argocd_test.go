package check

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	luajson "layeh.com/gopher-json"
	"sigs.k8s.io/yaml"
)

// The most that names of LoadTests may have.
const longestName = 40

// runLua runs a script as Argo CD does: one second, the base, package and table libraries, of os the clock, no strings.
func runLua(t *testing.T, script string, object *unstructured.Unstructured) []byte {
	t.Helper()
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{
		lua.LoadLibName: lua.OpenPackage, lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable,
	} {
		call := lua.P{Fn: state.NewFunction(open), Protect: true}
		if err := state.CallByParam(call, lua.LString(name)); err != nil {
			t.Fatal(err)
		}
	}
	limit, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	state.SetContext(limit)
	state.SetGlobal("obj", toLua(state, object.Object))
	if err := state.DoString(script); err != nil {
		t.Fatalf("%s: %v", object.GetName(), err)
	}
	text, err := luajson.Encode(state.Get(-1))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// toLua converts what an API client has read.
func toLua(state *lua.LState, value any) lua.LValue {
	switch value := value.(type) {
	case bool:
		return lua.LBool(value)
	case float64:
		return lua.LNumber(value)
	case int64:
		return lua.LNumber(value)
	case string:
		return lua.LString(value)
	case []any:
		list := state.NewTable()
		for _, item := range value {
			list.Append(toLua(state, item))
		}
		return list
	case map[string]any:
		table := state.NewTable()
		for key, item := range value {
			table.RawSetString(key, toLua(state, item))
		}
		return table
	}
	return lua.LNil
}

// setting returns an entry of the ConfigMap that Argo CD reads.
func setting(t *testing.T, name string) string {
	t.Helper()
	config := object(t, read(t, "../argocd/argocd-cm.yaml"))
	text, found, err := unstructured.NestedString(config.Object, "data", name)
	if err != nil || !found {
		t.Fatalf("there is no %s in argocd-cm.yaml: %v", name, err)
	}
	return text
}

type health struct{ Status, Message string }

// healthOf returns what Argo CD shows. A sync hook is under way while Progressing or Suspended, has succeeded when Healthy, and
// has failed when Degraded or Unknown.
func healthOf(t *testing.T, test *unstructured.Unstructured) health {
	t.Helper()
	var shown health
	if err := json.Unmarshal(runLua(t, setting(t, "resource.customizations.health.loadtest.dev_LoadTest"), test), &shown); err != nil {
		t.Fatal(err)
	}
	return shown
}

// Health and its message, of which the first words are given.
var healths = map[string]health{
	"unseen":                     {"Progressing", "no operator has seen it yet"},
	"refused":                    {"Degraded", "spec.target: is wrong"},
	"queued":                     {"Progressing", "Pending: waiting for one of 2 runs"},
	"suspended-before-the-start": {"Suspended", "suspended"},
	"claimed":                    {"Progressing", "Starting 0%: 1 cases are to run"},
	"workers-not-ready":          {"Progressing", "Starting: 0 of 1 workers are ready"},
	"running":                    {"Progressing", "Running 33%"},
	"changed-while-running":      {"Progressing", "no operator has seen it yet"},
	"suspended":                  {"Suspended", ""},
	"draining":                   {"Progressing", "Draining 33%"},
	"not-taken-over":             {"Progressing", "Running: it cannot be taken over now: denied"},
	"passed":                     {"Healthy", ""},
	"failed":                     {"Degraded", "Failed: case phase-0[iter0] failed"},
	"invalid":                    {"Degraded", "Invalid: "},
	"error":                      {"Degraded", "Error: "},
	"aborted":                    {"Degraded", "Aborted: "},
	"stopped-before-the-start":   {"Degraded", "Aborted: stop was set"},
	"changed-after-the-end":      {"Healthy", ""},
}

func TestArgoHealthOfEveryState(t *testing.T) {
	sameNames(t, healths)
	for name, test := range statuses(t) {
		shown := healthOf(t, test)
		if shown.Status != healths[name].Status || !strings.HasPrefix(shown.Message, healths[name].Message) {
			t.Errorf("%s is %q, not %q", name, shown, healths[name])
		}
	}
}

// Argo CD asks before the API server's default arrives, and where the CRD is older than it.
func TestArgoHealthWithoutStatus(t *testing.T) {
	test := statuses(t)["unseen"].DeepCopy()
	unstructured.RemoveNestedField(test.Object, "status")
	if shown := healthOf(t, test); shown.Status != "Progressing" {
		t.Errorf("it is %q", shown)
	}
}

type actions struct {
	Discovery   string `json:"discovery.lua"`
	Definitions []struct {
		Name   string
		Action string `json:"action.lua"`
	}
}

func rerun(t *testing.T) actions {
	t.Helper()
	var found actions
	text := setting(t, "resource.customizations.actions.loadtest.dev_LoadTest")
	if err := yaml.UnmarshalStrict([]byte(text), &found); err != nil {
		t.Fatal(err)
	}
	if len(found.Definitions) != 1 || found.Definitions[0].Name != "rerun" {
		t.Fatalf("the actions are %v", found.Definitions)
	}
	return found
}

func offered(t *testing.T, test *unstructured.Unstructured) bool {
	t.Helper()
	var found map[string]struct{ Disabled bool }
	if err := json.Unmarshal(runLua(t, rerun(t).Discovery, test), &found); err != nil {
		t.Fatal(err)
	}
	action, known := found["rerun"]
	return known && !action.Disabled
}

func TestRerunIsOfferedAfterTheEnd(t *testing.T) {
	for name, test := range statuses(t) {
		_, ended, err := unstructured.NestedString(test.Object, "status", "verdict")
		if err != nil {
			t.Fatal(err)
		}
		if offered(t, test) != ended {
			t.Errorf("rerun of %s: %v", name, !ended)
		}
	}
}

// The copy of an empty object would be an empty list.
func TestRerunIsNotOfferedForEmptyObjects(t *testing.T) {
	test := statuses(t)["passed"].DeepCopy()
	request := test.Object["spec"].(map[string]any)["requests"].([]any)[0].(map[string]any)
	request["values"] = map[string]any{"id": map[string]any{"uuid": map[string]any{}}}
	if offered(t, test) {
		t.Error("rerun is offered")
	}
	delete(request, "values")
	if !offered(t, test) {
		t.Error("rerun is not offered without it")
	}
}

func TestRerunMakesAnEqualLoadTest(t *testing.T) {
	crd := loadCRD(t)
	for _, name := range []string{"plots", strings.Repeat("n", 34), strings.Repeat("n", 35), strings.Repeat("n", longestName)} {
		test := statuses(t)["aborted"].DeepCopy()
		test.SetName(name)
		test.SetLabels(map[string]string{"app.kubernetes.io/instance": "shop"})
		test.SetAnnotations(map[string]string{"argocd.argoproj.io/tracking-id": "shop:loadtest.dev/LoadTest:shop/plots"})
		crd.admit(t, test, nil)
		spec := test.DeepCopy().Object["spec"].(map[string]any)
		if err := unstructured.SetNestedField(test.Object, true, "spec", "stop"); err != nil {
			t.Fatal(err)
		}
		var made []struct {
			Operation string
			Resource  map[string]any
		}
		if err := json.Unmarshal(runLua(t, rerun(t).Definitions[0].Action, test), &made); err != nil {
			t.Fatal(err)
		}
		if len(made) != 1 || made[0].Operation != "create" {
			t.Fatalf("the action makes %v", made)
		}
		checkCopy(t, crd, test, spec, made[0].Resource)
	}
}

func checkCopy(t *testing.T, crd *loadTestCRD, original *unstructured.Unstructured, spec map[string]any, made map[string]any) {
	t.Helper()
	text, err := json.Marshal(made)
	if err != nil {
		t.Fatal(err)
	}
	again := object(t, text)
	// The API server makes names of a prefix and five characters.
	again.SetName(again.GetGenerateName() + "x7k2p")
	crd.admit(t, again, nil)
	if len(again.GetLabels())+len(again.GetAnnotations()) > 0 || again.GetNamespace() != original.GetNamespace() {
		t.Errorf("Argo CD would take it for a part of the application: %v", again.Object["metadata"])
	}
	owner := again.GetOwnerReferences()[0]
	if owner.UID != original.GetUID() || owner.Kind != "LoadTest" || owner.Name != original.GetName() {
		t.Errorf("its owner is %v", owner)
	}
	if !equal(again.Object["spec"], spec) {
		t.Errorf("its spec is %v, not %v", again.Object["spec"], spec)
	}
}

func equal(a, b any) bool {
	first, _ := json.Marshal(a)
	second, _ := json.Marshal(b)
	return string(first) == string(second)
}

// Argo CD names a hook itself: generateName, seven characters of the revision, the phase, seconds since 1970.
func TestArgoHookNamesFit(t *testing.T) {
	hook := object(t, read(t, "../argocd/loadtest.yaml"))
	phase := strings.ToLower(hook.GetAnnotations()["argocd.argoproj.io/hook"])
	name := hook.GetGenerateName() + "abcdef1-" + phase + "-1800000000"
	if phase == "" || hook.GetGenerateName() == "" || len(name) > longestName {
		t.Errorf("the hook is named %q, %d characters", name, len(name))
	}
	if spare := longestName - len("abcdef1-"+phase+"-1800000000"); !strings.Contains(string(read(t, "../argocd/loadtest.yaml")), "At most 13 ") || spare != 13 {
		t.Errorf("%d characters are left for generateName", spare)
	}
}
