//! The attribute of types that are written as JSON.
use proc_macro::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Meta, Token, Type, parse_quote};

/// Derives the named traits, and adds the attributes that nearly all types have that are written as JSON.
///
/// ```text
/// #[answer(Clone, Debug, Serialize, JsonSchema, Type, tag = "kind")]
/// ```
///
/// - serde's traits, `JsonSchema` and specta's `Type` need no import. `Type` is derived only for the desktop program, and
///   with it `Deserialize`, by which the stage of the page reads its facts.
/// - All other arguments, such as `tag = "kind"`, are serde's. The names of fields and variants become `camelCase`, unless
///   `rename_all` or `rename_all_fields` is given.
/// - A field whose type contains a path is written by `base::paths::shown`. In a type that is read back and has no
///   schema, `environment::lossless::path` writes and reads it, so that no byte is lost.
/// - Paths, `Url` and `Timestamp` are strings in the schema and in TypeScript; in the schema, times have their format.
///
/// A field that says `with`, `serialize_with`, `skip` or `type` itself keeps it. The attribute stands above all of serde's.
#[proc_macro_attribute]
pub fn answer(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(arguments, item).unwrap_or_else(|error| error.into_compile_error().into())
}

fn expand(arguments: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let arguments = Punctuated::<Meta, Token![,]>::parse_terminated.parse(arguments)?;
    let (traits, mut serde): (Vec<Meta>, Vec<Meta>) = arguments.into_iter().partition(is_trait);
    let mut item: DeriveInput = syn::parse(item)?;

    let is_enum = matches!(item.data, Data::Enum(_));
    let fields: Vec<&mut Fields> = match &mut item.data {
        Data::Struct(data) => vec![&mut data.fields],
        Data::Enum(data) => data.variants.iter_mut().map(|variant| &mut variant.fields).collect(),
        Data::Union(_) => Vec::new(),
    };
    let has_names = fields.iter().any(|fields| matches!(fields, Fields::Named(_)));
    for (name, is_due) in [("rename_all", is_enum || has_names), ("rename_all_fields", is_enum && has_names)] {
        if is_due && !serde.iter().any(|given| given.path().is_ident(name)) {
            let name = format_ident!("{name}");
            serde.push(parse_quote!(#name = "camelCase"));
        }
    }
    for field in fields.into_iter().flatten() {
        let attributes = by_type(field, |name| traits.iter().any(|named| named.path().is_ident(name)))?;
        field.attrs.extend(attributes);
    }

    let has = |name: &str| traits.iter().any(|named| named.path().is_ident(name));
    let is_read_by_the_stage = cfg!(feature = "specta") && has("Type") && has("Serialize") && !has("Deserialize");
    let read = is_read_by_the_stage.then(|| quote!(::serde::Deserialize));
    let derived = traits.iter().filter_map(|named| match named.path() {
        path if path.is_ident("Serialize") || path.is_ident("Deserialize") => Some(quote!(::serde::#path)),
        path if path.is_ident("JsonSchema") => Some(quote!(::schemars::#path)),
        path if path.is_ident("Type") => cfg!(feature = "specta").then(|| quote!(::specta::#path)),
        path => Some(quote!(#path)),
    });
    let derived = derived.chain(read);
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    Ok(quote!(#[derive(#(#derived),*)] #serde #item).into())
}

/// Names of traits begin with a capital letter, serde's arguments do not.
fn is_trait(argument: &Meta) -> bool {
    let last = argument.path().segments.last();
    last.is_some_and(|name| name.ident.to_string().starts_with(char::is_uppercase))
}

/// The attributes that a field needs because of its type. `derives` tells whether a trait is derived.
fn by_type(field: &Field, derives: impl Fn(&str) -> bool) -> syn::Result<Vec<Attribute>> {
    let mentioned = words(&field.ty);
    let mentions = |names: &[&str]| names.iter().any(|name| mentioned.iter().any(|word| word == name));
    let has_path = mentions(&["OsStr", "OsString", "Path", "PathBuf"]);
    let has_other = mentions(&["Timestamp", "Url"]);

    let mut attributes = Vec::new();
    if has_path && derives("Serialize") && !gives(field, "serde", &["with", "serialize_with", "skip"]) {
        attributes.push(if derives("Deserialize") && !derives("JsonSchema") {
            parse_quote!(#[serde(with = "::upgo_engine::environment::lossless::path")])
        } else {
            parse_quote!(#[serde(serialize_with = "::upgo_engine::base::paths::shown")])
        });
    }
    if has_other && derives("JsonSchema") && !gives(field, "schemars", &["with", "skip"]) {
        let written = written(&field.ty, "::upgo_engine::base::json::Moment");
        attributes.push(parse_quote!(#[schemars(with = #written)]));
    }
    let is_exported = cfg!(feature = "specta") && derives("Type");
    if (has_path || has_other) && is_exported && !gives(field, "specta", &["type", "skip"]) {
        let exported: Type = syn::parse_str(&written(&field.ty, "::upgo_engine::base::bindings::Timestamp"))?;
        attributes.push(parse_quote!(#[specta(type = #exported)]));
    }
    Ok(attributes)
}

/// Whether an attribute of the field gives one of these arguments to `helper`.
fn gives(field: &Field, helper: &str, arguments: &[&str]) -> bool {
    field.attrs.iter().filter(|attribute| !attribute.path().is_ident("doc")).any(|attribute| {
        let words = words(attribute);
        let has = |name: &str| words.iter().any(|word| word == name);
        has(helper) && arguments.iter().any(|name| has(name))
    })
}

fn words(of: &impl ToTokens) -> Vec<String> {
    let text = of.to_token_stream().to_string();
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').map(str::to_owned).collect()
}

/// The type of the text that is written: `Option<String>` for `Option<PathBuf>`.
fn written(ty: &Type, time: &str) -> String {
    let tokens = ty.to_token_stream().into_iter().map(|token| token.to_string());
    tokens
        .map(|token| match token.as_str() {
            "Path" | "PathBuf" | "Url" => "String".to_owned(),
            "Timestamp" => time.to_owned(),
            _ => token,
        })
        .collect()
}
