package check

import (
	"strings"
	"testing"

	ssa "github.com/fluxcd/pkg/ssa/errors"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// changed returns the finished LoadTest and the manifest of a commit that sends more requests.
func changed(t *testing.T) (stored, committed *unstructured.Unstructured) {
	t.Helper()
	stored = statuses(t)["passed"]
	committed = stored.DeepCopy()
	phase := committed.Object["spec"].(map[string]any)["phases"].([]any)[0].(map[string]any)
	phase["burst"] = map[string]any{"requests": int64(20)}
	return stored, committed
}

// A plain apply of another spec is refused once the run has started, and so is Argo CD's Replace=true, an update. Flux recreates
// what is refused in this way where the annotation of flux/loadtest.yaml says so.
func TestChangeOfAFinishedLoadTest(t *testing.T) {
	crd := loadCRD(t)
	stored, committed := changed(t)
	crd.admit(t, stored, nil)
	errs := crd.refusals(committed, stored)
	if len(errs) != 1 || !strings.Contains(errs[0].Detail, "spec.phases cannot change once the run has started") {
		t.Fatalf("the change is answered by %v", errs)
	}
	kind := schema.GroupKind{Group: "loadtest.dev", Kind: "LoadTest"}
	if !ssa.IsImmutableError(errors.NewInvalid(kind, committed.GetName(), errs)) {
		t.Error("Flux would not create it anew")
	}
	force := object(t, read(t, "../flux/loadtest.yaml")).GetAnnotations()["kustomize.toolkit.fluxcd.io/force"]
	if force != "enabled" {
		t.Errorf("kustomize.toolkit.fluxcd.io/force is %q", force)
	}
}

// Created anew, under the old name or another, it is admitted: Argo CD's hooks, Force=true with Replace=true, Flux's force.
func TestChangeThatIsCreatedAnew(t *testing.T) {
	_, committed := changed(t)
	loadCRD(t).admit(t, committed, nil)
}

// Neither breaks a sync, nor is it a new run.
func TestWhatMayChangeAfterTheEnd(t *testing.T) {
	crd := loadCRD(t)
	stored := statuses(t)["passed"]
	crd.admit(t, stored, nil)
	for field, value := range map[string]any{"ttlSecondsAfterFinished": int64(60), "suspend": true, "stop": true} {
		committed := stored.DeepCopy()
		committed.Object["spec"].(map[string]any)[field] = value
		crd.admit(t, committed, stored)
	}
}
