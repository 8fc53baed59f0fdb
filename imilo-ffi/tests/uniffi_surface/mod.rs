//! The surface as two lists that can be compared: one read from `src/uniffi`, one from the committed Kotlin.

use std::collections::BTreeMap;

use heck::{ToLowerCamelCase, ToShoutySnakeCase};
use syn::{Attribute, Fields, FnArg, Item, ReturnType, Token, Type};

/// A function of the service and what gives its checksum.
pub(crate) type FunctionChecksum = (&'static str, extern "C" fn() -> u16);

/// `record Name`, `enum Name`, `fun name` or `custom Name`, and the parts of each in order.
pub(crate) struct Surface(pub(crate) BTreeMap<String, Vec<String>>);

/// A file of the repository.
pub(crate) fn file(path: &str) -> String {
    let path = format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The committed Kotlin.
pub(crate) fn committed() -> String {
    file("bindings/kotlin/src/main/kotlin/fr/imilo/imilo.kt")
}

impl Surface {
    /// What is declared in Rust, in the words of Kotlin.
    pub(crate) fn of_rust() -> Self {
        let mut surface = BTreeMap::new();
        let folder = format!("{}/src/uniffi", env!("CARGO_MANIFEST_DIR"));
        for module in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(module.unwrap().path()).unwrap();
            for (name, parts) in syn::parse_file(&text).unwrap().items.iter().flat_map(declared) {
                put(&mut surface, name, parts);
            }
        }
        Self(surface)
    }

    /// What stands in Kotlin.
    pub(crate) fn of_kotlin(source: &str) -> Self {
        let mut surface = BTreeMap::new();
        let lines: Vec<&str> = source.lines().map(str::trim_end).collect();
        for (index, line) in lines.iter().enumerate() {
            let body = || lines[index + 1..].iter().take_while(|line| !line.starts_with('}')).copied();
            if let Some(name) = between(line, "data class ", " (").filter(|_| line.starts_with("data")) {
                let fields = plain(body().take_while(|line| !line.starts_with(')')));
                surface.insert(format!("record {name}"), parts(&fields));
            } else if let Some(name) =
                line.strip_prefix("enum class ").and_then(|rest| rest.strip_suffix(" {"))
            {
                let variants = plain(body().take_while(|line| !line.contains("companion object")));
                surface.insert(format!("enum {name}"), parts(&variants.replace(';', "")));
            } else if let Some(name) =
                line.strip_prefix("sealed class ").and_then(|rest| rest.strip_suffix(" {"))
            {
                surface.insert(format!("enum {name}"), sealed(&plain(body()), name));
            } else if let Some((kind, rest)) = function(line) {
                let rest = kotlin_words(rest);
                let (name, rest) = rest.split_once('(').unwrap();
                let (arguments, answer) = rest.rsplit_once("): ").unwrap();
                let mut parts = parts(arguments);
                parts.push(format!("-> {}", answer.trim_end_matches(" {")));
                put(&mut surface, format!("{kind} {name}"), parts);
            } else if let Some(name) = between(line, "public object FfiConverterType", ": FfiConverter<") {
                surface.insert(format!("custom {name}"), Vec::new());
            }
        }
        Self(surface)
    }

    /// What differs, in both directions.
    pub(crate) fn differences(&self, kotlin: &Self) -> Vec<String> {
        let names: std::collections::BTreeSet<_> = self.0.keys().chain(kotlin.0.keys()).collect();
        let differs = |name: &&String| self.0.get(*name) != kotlin.0.get(*name);
        let told = |name: &String| {
            format!("{name}\n  Rust   {:?}\n  Kotlin {:?}", self.0.get(name), kotlin.0.get(name))
        };
        names.into_iter().filter(differs).map(told).collect()
    }
}

/// Constructors of two objects may have one name: their parts stand together.
fn put(surface: &mut BTreeMap<String, Vec<String>>, name: String, parts: Vec<String>) {
    match surface.get_mut(&name) {
        None => {
            surface.insert(name, parts);
        }
        Some(there) => {
            there.extend(parts);
            there.sort();
        }
    }
}

/// A function or a constructor (`fun`), or a method of an object, with what follows its keyword.
fn function(line: &str) -> Option<(&'static str, &str)> {
    let function = line.split_once("@Throws(ImiloException::class) fun ").map(|(_, rest)| ("fun", rest));
    function.or_else(|| {
        line.split_once("@Throws(ImiloException::class)override fun ").map(|(_, rest)| ("method", rest))
    })
}

/// The variants of a sealed class.
fn sealed(body: &str, name: &str) -> Vec<String> {
    let mut variants = Vec::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once(&format!(": {name}()")) {
        // What stands before is the rest of the former variant, then this one.
        let variant = before.rsplit_once("data class ").or_else(|| before.rsplit_once("object "));
        let variant = variant.map(|(_, variant)| variant.trim()).unwrap();
        variants.push(match variant.split_once('(') {
            None => variant.to_owned(),
            Some((name, fields)) => format!("{name}({})", parts(fields.trim_end_matches(')')).join(", ")),
        });
        rest = after;
    }
    variants
}

/// Lines without their comments, on one line.
fn plain<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let code = lines.map(str::trim).filter(|line| !line.starts_with("/*") && !line.starts_with('*'));
    kotlin_words(&code.collect::<Vec<_>>().join(" "))
}

/// Without the quotes and packages that the generator adds.
fn kotlin_words(text: &str) -> String {
    text.replace('`', "").replace("kotlin.", "").replace("fr.imilo.", "").replace("val ", "")
}

/// Parts between commas, which stand in no type here.
fn parts(text: &str) -> Vec<String> {
    let words = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split(',').map(words).filter(|part| !part.is_empty()).collect()
}

fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    line.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(name, _)| name)
}

/// A declaration that crosses the border, or nothing.
fn declared(item: &Item) -> Vec<(String, Vec<String>)> {
    match item {
        Item::Impl(item) => of_object(item),
        _ => one(item).into_iter().collect(),
    }
}

fn one(item: &Item) -> Option<(String, Vec<String>)> {
    match item {
        Item::Struct(item) if is_uniffi(&item.attrs, "Record") => {
            Some((format!("record {}", item.ident), fields(&item.fields)))
        }
        Item::Enum(item) if is_uniffi(&item.attrs, "Enum") => {
            let flat = item.variants.iter().all(|variant| variant.fields.is_empty());
            let variants = item.variants.iter().map(|variant| {
                let name = name_of(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
                match (flat, variant.fields.is_empty()) {
                    (true, _) => name.to_shouty_snake_case(),
                    (false, true) => name,
                    (false, false) => format!("{name}({})", fields(&variant.fields).join(", ")),
                }
            });
            Some((format!("enum {}", item.ident), variants.collect()))
        }
        Item::Fn(item) => {
            let export = item.attrs.iter().find(|attribute| path_ends(attribute.path(), "export"))?;
            Some(callable("fun", export, &item.sig))
        }
        // An object crosses the border by a handle.
        Item::Struct(item) if is_uniffi(&item.attrs, "Object") => {
            Some((format!("custom {}", item.ident), Vec::new()))
        }
        Item::Macro(item) if path_ends(&item.mac.path, "custom_type") => {
            let name = item.mac.tokens.clone().into_iter().next()?;
            Some((format!("custom {name}"), Vec::new()))
        }
        _ => None,
    }
}

/// A function, a constructor or a method: its arguments, then its answer.
fn callable(kind: &str, export: &Attribute, signature: &syn::Signature) -> (String, Vec<String>) {
    let defaults = defaults_of(export);
    let typed = signature.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => Some(argument),
        FnArg::Receiver(_) => None,
    });
    let arguments = typed.map(|argument| {
        let syn::Pat::Ident(name) = &*argument.pat else { panic!("an argument without name") };
        let default = if defaults.contains(&name.ident.to_string()) { " = null" } else { "" };
        format!("{}: {}{default}", name.ident.to_string().to_lower_camel_case(), kotlin_type(&argument.ty))
    });
    let ReturnType::Type(_, answer) = &signature.output else { panic!("a function without answer") };
    let Some(("Result", answer)) = generic(answer) else { panic!("{} throws nothing", signature.ident) };
    let parts = arguments.chain([format!("-> {}", kotlin_type(answer))]).collect();
    (format!("{kind} {}", signature.ident.to_string().to_lower_camel_case()), parts)
}

/// The constructors and methods of an object. `Arc<Self>` is the object.
fn of_object(item: &syn::ItemImpl) -> Vec<(String, Vec<String>)> {
    let Some(export) = item.attrs.iter().find(|attribute| path_ends(attribute.path(), "export")) else {
        return Vec::new();
    };
    let name = simple(&item.self_ty);
    let functions = item.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    let called = functions.map(|function| {
        let constructor = function.attrs.iter().find(|attribute| path_ends(attribute.path(), "constructor"));
        let kind = if constructor.is_some() { "fun" } else { "method" };
        let (key, parts) = callable(kind, constructor.unwrap_or(export), &function.sig);
        (key, parts.into_iter().map(|part| part.replace("Self", &name)).collect())
    });
    called.collect()
}

/// `derive(uniffi::Kind)` or `uniffi::remote(Kind)`.
fn is_uniffi(attributes: &[Attribute], kind: &str) -> bool {
    attributes.iter().any(|attribute| {
        let list =
            attribute.parse_args_with(syn::punctuated::Punctuated::<syn::Path, Token![,]>::parse_terminated);
        let named = |path: &syn::Path| path_ends(path, kind);
        (path_ends(attribute.path(), "derive") || path_ends(attribute.path(), "remote"))
            && list.is_ok_and(|list| list.iter().any(named))
    })
}

fn path_ends(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|segment| segment.ident == name)
}

fn fields(fields: &Fields) -> Vec<String> {
    let field = |field: &syn::Field| {
        let name = name_of(&field.attrs).or_else(|| field.ident.as_ref().map(ToString::to_string));
        let default = default_of(&field.attrs).map(|value| format!(" = {value}")).unwrap_or_default();
        format!("{}: {}{default}", name.unwrap().to_lower_camel_case(), kotlin_type(&field.ty))
    };
    fields.iter().map(field).collect()
}

/// `#[uniffi(name = "…")]`.
fn name_of(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("uniffi")) {
        attribute
            .parse_nested_meta(|meta| {
                if meta.path.is_ident("name") {
                    name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
                } else {
                    meta.value()?.parse::<syn::Expr>()?;
                }
                Ok(())
            })
            .unwrap();
    }
    name
}

/// `#[uniffi(default = …)]`, as Kotlin writes it.
fn default_of(attributes: &[Attribute]) -> Option<String> {
    let mut default = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("uniffi")) {
        attribute
            .parse_nested_meta(|meta| {
                let value = meta.value()?.parse::<syn::Expr>()?;
                if meta.path.is_ident("default") {
                    default = Some(match value {
                        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Bool(value), .. }) => {
                            value.value.to_string()
                        }
                        syn::Expr::Path(path) if path.path.is_ident("None") => "null".to_owned(),
                        _ => panic!("a default that this test cannot read"),
                    });
                }
                Ok(())
            })
            .unwrap();
    }
    default
}

/// `#[uniffi::export(default(a = None, b = None))]`.
fn defaults_of(export: &Attribute) -> Vec<String> {
    let mut names = Vec::new();
    if export.meta.require_path_only().is_ok() {
        return names;
    }
    export
        .parse_nested_meta(|meta| {
            assert!(meta.path.is_ident("default"), "an option of export that this test cannot read");
            meta.parse_nested_meta(|meta| {
                let value = meta.value()?.parse::<syn::Path>()?;
                assert!(value.is_ident("None"), "a default that this test cannot read");
                names.extend(meta.path.get_ident().map(ToString::to_string));
                Ok(())
            })
        })
        .unwrap();
    names
}

/// A type as Kotlin writes it; one that has no name here is written as it is, and fails the comparison.
fn kotlin_type(rust: &Type) -> String {
    match generic(rust) {
        Some(("Arc", inner)) => kotlin_type(inner),
        Some(("Option", inner)) => format!("{}?", kotlin_type(inner)),
        Some(("Vec", inner)) if simple(inner) == "u8" => "ByteArray".to_owned(),
        Some(("Vec", inner)) => format!("List<{}>", kotlin_type(inner)),
        Some((other, _)) => panic!("a generic type that this test cannot read: {other}"),
        None => match simple(rust).as_str() {
            "str" => "String".to_owned(),
            "bool" => "Boolean".to_owned(),
            "i32" => "Int".to_owned(),
            "i64" => "Long".to_owned(),
            // Crosses the border as the list that it erases.
            "Numbers" => "List<String?>".to_owned(),
            "Keys" => "List<RootKey>".to_owned(),
            "Bytes" => "ByteArray".to_owned(),
            other => other.to_owned(),
        },
    }
}

fn simple(rust: &Type) -> String {
    match rust {
        Type::Reference(reference) => simple(&reference.elem),
        Type::Path(path) => {
            path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
        }
        _ => panic!("a type that this test cannot read"),
    }
}

/// `Name<Inner, …>` as `(Name, Inner)`.
fn generic(rust: &Type) -> Option<(&'static str, &Type)> {
    let Type::Path(path) = rust else { return None };
    let segment = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    let Some(syn::GenericArgument::Type(inner)) = arguments.args.first() else { return None };
    let name = ["Option", "Vec", "Result", "Arc"].into_iter().find(|name| segment.ident == name);
    Some((name.unwrap_or("another"), inner))
}
