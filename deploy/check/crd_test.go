package check

import (
	"context"
	"testing"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

// loadTestCRD is our CRD as the API server applies it.
type loadTestCRD struct {
	structural *schema.Structural
	validator  validation.SchemaValidator
}

func loadCRD(t *testing.T) *loadTestCRD {
	t.Helper()
	var external v1.CustomResourceDefinition
	if err := yaml.UnmarshalStrict(read(t, "../../helm/loadtest-operator/files/loadtests.yaml"), &external); err != nil {
		t.Fatal(err)
	}
	v1.SetDefaults_CustomResourceDefinition(&external)
	var internal apiextensions.CustomResourceDefinition
	if err := v1.Convert_v1_CustomResourceDefinition_To_apiextensions_CustomResourceDefinition(&external, &internal, nil); err != nil {
		t.Fatal(err)
	}
	// The conversion lifts what all versions have in common, and there is one.
	props := internal.Spec.Validation.OpenAPIV3Schema
	structural, err := schema.NewStructural(props)
	if err != nil {
		t.Fatal(err)
	}
	validator, _, err := validation.NewSchemaValidator(props)
	if err != nil {
		t.Fatal(err)
	}
	return &loadTestCRD{structural, validator}
}

// refusals returns what the API server finds wrong, in place of which it stores the object with its defaults. An update has
// the stored object.
func (crd *loadTestCRD) refusals(object, stored *unstructured.Unstructured) field.ErrorList {
	unknown := pruning.PruneWithOptions(object.Object, crd.structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
	var all field.ErrorList
	for _, path := range unknown {
		all = append(all, field.Invalid(field.NewPath(path), nil, "unknown field"))
	}
	defaulting.Default(object.Object, crd.structural)
	all = append(all, validation.ValidateCustomResource(nil, object.Object, crd.validator)...)
	var old any
	if stored != nil {
		old = stored.Object
	}
	broken, _ := cel.NewValidator(crd.structural, true, celconfig.PerCallLimit).
		Validate(context.Background(), nil, crd.structural, object.Object, old, celconfig.RuntimeCELCostBudget)
	return append(all, broken...)
}

// admit fails the test if the API server would refuse the object.
func (crd *loadTestCRD) admit(t *testing.T, object, stored *unstructured.Unstructured) {
	t.Helper()
	if errs := crd.refusals(object, stored); len(errs) > 0 {
		t.Errorf("%s%s is refused: %v", object.GetName(), object.GetGenerateName(), errs.ToAggregate())
	}
}
