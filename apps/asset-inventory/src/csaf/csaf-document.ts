/** The parts of a CSAF 2.0 document that are read here; it has passed the schema before it is looked at. */

interface FullProductName {
  name: string;
  product_id: string;
}

export interface Branch {
  category: string;
  name: string;
  product?: FullProductName;
  branches?: Branch[];
}

interface Relationship {
  category: string;
  full_product_name: FullProductName;
  product_reference: string;
  relates_to_product_reference: string;
}

export interface ProductTree {
  branches?: Branch[];
  full_product_names?: FullProductName[];
  product_groups?: { group_id: string; product_ids: string[] }[];
  relationships?: Relationship[];
}

export interface Vulnerability {
  cve?: string;
  title?: string;
  ids?: { system_name: string; text: string }[];
  scores?: { cvss_v2?: { baseScore: number }; cvss_v3?: { baseScore: number }; products: string[] }[];
  product_status?: Record<string, string[]>;
  remediations?: { category: string; details: string; product_ids?: string[]; group_ids?: string[]; url?: string }[];
}

export interface CsafSource {
  document: {
    title: string;
    lang?: string;
    publisher: { name: string; namespace: string };
    distribution?: { tlp?: { label: string } };
    tracking: {
      id: string;
      version: string;
      status: string;
      initial_release_date: string;
      current_release_date: string;
    };
  };
  product_tree?: ProductTree;
  vulnerabilities?: Vulnerability[];
}
