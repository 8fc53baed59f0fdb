//! How complete the data are: what the source carries, and how much of it is filled.

use imilo_core::bilan::{FieldCounts, Report};
use imilo_core::dossier::Categorie;

use super::donnees::name;
use super::escape::Page;
use super::numbers::{grouped, length, share};

/// Writes a bar a category, its fields below.
pub(super) fn completeness(page: &mut Page<'_>, report: &Report) {
    page.markup("<section id=\"completude\" aria-labelledby=\"h-completude\">\n");
    page.heading("h2", "h-completude", &("Complétude", "Completeness").into());
    page.both("p", "", &(
        "Part des champs renseignés parmi ceux que la source porte. Une donnée vide n'est pas une faute : la loi permet de la tenir, elle ne l'impose pas. Ce que la source ne porte pas n'est pas évaluable.",
        "Share of the fields that are filled among those that the source carries. An empty datum is no fault: the law allows to hold it and does not ask for it. What the source does not carry is not assessable.",
    ).into());
    for categorie in Categorie::ALL {
        let (key, fr, en) = categorie.words();
        let Some(counts) = report.total.data.categories.get(key) else { continue };
        page.markup("<details class=\"fill\"><summary><span class=\"what\">").say(&(fr, en).into());
        page.markup("</span> ");
        let Some(rate) = share(counts.filled, counts.carried) else {
            page.both("span", "rate", &("non évaluable", "not assessable").into());
            page.markup("</summary></details>\n");
            continue;
        };
        page.both("span", "rate", &rate.into());
        page.markup(" <svg class=\"bar-in\" width=\"100%\" height=\"8\" aria-hidden=\"true\">");
        page.markup("<rect class=\"c-track\" width=\"100%\" height=\"8\"/><rect class=\"c-accessible\" height=\"8\" width=\"");
        page.text(&length(counts.filled, counts.carried)).markup("\"/></svg></summary>\n");
        let of_category = report.fields.iter().filter(|field| field.category == key);
        let (carried, absent): (Vec<_>, Vec<_>) = of_category.partition(|field| field.carried > 0);
        fields(page, &carried);
        not_carried(page, &absent);
        page.markup("</details>\n");
    }
    page.markup("</section>\n");
}

fn fields(page: &mut Page<'_>, fields: &[&FieldCounts]) {
    page.markup("<div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    page.column("", &("Donnée", "Datum").into());
    page.column("num", &("Renseignée", "Filled").into());
    page.column("num", &("Vide", "Empty").into());
    page.column("num", &("Part renseignée", "Share filled").into());
    page.markup("</tr></thead>\n<tbody>\n");
    for field in fields {
        name(page, field);
        let empty = field.carried.saturating_sub(field.filled);
        for (label, count) in [(("Renseignée : ", "Filled: "), field.filled), (("Vide : ", "Empty: "), empty)]
        {
            page.markup("<td class=\"num\">").both("span", "label-in", &label.into()).count(count);
            page.markup("</td>");
        }
        page.markup("<td class=\"num\">");
        if let Some(rate) = share(field.filled, field.carried) {
            page.say(&rate.into());
        }
        page.markup("</td></tr>\n");
    }
    page.markup("</tbody></table></div>\n");
}

fn not_carried(page: &mut Page<'_>, fields: &[&FieldCounts]) {
    if fields.is_empty() {
        return;
    }
    let list = |label: fn(&FieldCounts) -> &str| {
        fields.iter().map(|field| label(field)).collect::<Vec<_>>().join(", ")
    };
    let number = grouped(u64::try_from(fields.len()).unwrap_or(u64::MAX));
    let words = (
        format!("Non évaluables, la source ne les porte pas ({number}) : {}.", list(|field| field.fr)),
        format!("Not assessable, the source does not carry them ({number}): {}.", list(|field| field.en)),
    );
    page.both("p", "says", &words.into());
}
